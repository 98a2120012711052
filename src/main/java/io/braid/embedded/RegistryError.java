package io.braid.embedded;

import java.util.List;

/** An answer other than 200, with Confluent's error code. */
final class RegistryError extends RuntimeException {

    private final int status;
    private final int code;

    private RegistryError(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** Confluent's error code: the status itself, or the status and two more digits. */
    int code() {
        return code;
    }

    static RegistryError subjectNotFound(String subject) {
        return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionNotFound(int version) {
        return new RegistryError(404, 40402, "Version " + version + " not found.");
    }

    static RegistryError schemaNotFound(String which) {
        return new RegistryError(404, 40403, which + " not found");
    }

    static RegistryError subjectDeleted(String subject) {
        return new RegistryError(404, 40404, "Subject '" + subject + "' was soft deleted.");
    }

    static RegistryError versionDeleted(String subject, int version) {
        return new RegistryError(404, 40406, "Subject '" + subject + "' Version " + version + " was soft deleted.");
    }

    static RegistryError levelNotSet(String subject) {
        return new RegistryError(
                404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryError incompatible(String subject, CompatibilityLevel level, List<String> problems) {
        return new RegistryError(
                409,
                409,
                "Schema being registered is incompatible with an earlier schema for subject '" + subject + "' (level "
                        + level + "): " + String.join("; ", problems));
    }

    static RegistryError invalidSchema(String problem) {
        return new RegistryError(422, 42201, "Invalid schema: " + problem);
    }

    static RegistryError invalidVersion(String version) {
        return new RegistryError(
                422,
                42202,
                "The specified version '" + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
                        + " \"latest\"");
    }

    static RegistryError invalidLevel(String level) {
        return new RegistryError(
                422,
                42203,
                "Invalid compatibility level '" + level + "'. Valid values are none, backward, forward, full,"
                        + " backward_transitive, forward_transitive and full_transitive");
    }

    static RegistryError unprocessable(String problem) {
        return new RegistryError(422, 422, problem);
    }

    static RegistryError badRequest(String problem) {
        return new RegistryError(400, 400, problem);
    }

    static RegistryError noSuchPath(String path) {
        return new RegistryError(404, 404, "HTTP 404 Not Found: " + path);
    }

    static RegistryError noSuchMethod(String method) {
        return new RegistryError(405, 405, "HTTP 405 Method Not Allowed: " + method);
    }

    static RegistryError tooLarge(int limit) {
        return new RegistryError(413, 413, "request body over " + limit + " bytes");
    }

    static RegistryError backend(String problem) {
        return new RegistryError(500, 50001, "Error in the backend data store: " + problem);
    }
}
