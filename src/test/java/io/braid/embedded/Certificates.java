package io.braid.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keys and certificates of one authority, made by the JDK's {@code keytool} in a directory: PKCS12 stores that all have one
 * password.
 */
public final class Certificates {
    private static final String AUTHORITY = "authority";

    private final Path directory;
    private final String password;

    /** A new authority. */
    public Certificates(Path directory, String password) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.password = password;
        generate(AUTHORITY, "-ext", "bc:c", "-validity", "7");
        export(AUTHORITY);
        keytool("-importcert", "-noprompt", "-alias", AUTHORITY, "-file", pem(AUTHORITY), "-keystore", trustStore());
    }

    /** The store of the authority's certificate. */
    public String trustStore() {
        return directory.resolve("trusted.p12").toString();
    }

    /** The password of all stores. */
    public String password() {
        return password;
    }

    /** The store of a key whose certificate the authority has signed for {@code name}, at 127.0.0.1 and localhost. */
    public String keyStore(String name) throws IOException {
        return signed(name, "-validity", "7");
    }

    /** As {@link #keyStore}, but the certificate ended yesterday. */
    public String expiredKeyStore(String name) throws IOException {
        return signed(name, "-startdate", "-3d", "-validity", "2");
    }

    private String signed(String name, String... validity) throws IOException {
        generate(name, "-validity", "7");
        Path request = directory.resolve(name + ".csr");
        keytool("-certreq", "-alias", name, "-keystore", store(name), "-file", request.toString());
        List<String> sign = new ArrayList<>(List.of("-gencert", "-rfc", "-alias", AUTHORITY, "-keystore"));
        sign.addAll(List.of(store(AUTHORITY), "-infile", request.toString(), "-outfile", pem(name)));
        sign.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost"));
        sign.addAll(List.of(validity));
        keytool(sign.toArray(String[]::new));
        keytool("-importcert", "-noprompt", "-alias", AUTHORITY, "-file", pem(AUTHORITY), "-keystore", store(name));
        keytool("-importcert", "-noprompt", "-alias", name, "-file", pem(name), "-keystore", store(name));
        return store(name);
    }

    private void generate(String name, String... options) throws IOException {
        List<String> generate = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        generate.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-keystore", store(name)));
        generate.addAll(List.of(options));
        keytool(generate.toArray(String[]::new));
    }

    private void export(String name) throws IOException {
        keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store(name), "-file", pem(name));
    }

    private String store(String name) {
        return directory.resolve(name + ".p12").toString();
    }

    private String pem(String name) {
        return directory.resolve(name + ".pem").toString();
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        if (command.contains("-keystore")) {
            command.addAll(List.of("-storetype", "PKCS12", "-storepass", password));
        }
        Path log = directory.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(log));
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        } finally {
            process.destroyForcibly();
        }
    }
}
