package io.braid.registry;

/** The registry can't be asked, or refuses what it was asked for. */
public class RegistryException extends RuntimeException {
    /** For an answer that isn't an exception, but isn't what was needed either. */
    public RegistryException(String message) {
        super(message);
    }

    /** For a failed call. */
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
