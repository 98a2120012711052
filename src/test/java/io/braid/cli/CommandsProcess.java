package io.braid.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the commands that the lines of a file hold, one after the other; words are separated by tabs. */
final class CommandsProcess {
    private CommandsProcess() {}

    public static void main(String[] arguments) throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            out.println("exit " + Main.execute(out, err, line.split("\t")));
        }
    }
}
