package io.braid.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of numbers that are typed. */
final class Numbers {
    private Numbers() {}

    /** Ends the command with a usage error unless {@code value} is at least {@code least}. */
    static void atLeast(CommandSpec spec, String option, long value, long least) {
        if (value < least) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + value + " (expected: an integer from " + least + ")");
        }
    }
}
