package io.braid.ingest;

import org.jspecify.annotations.Nullable;

/** A file of data or its schema can't be used at all: it can't be read, or it doesn't fit the configuration. */
public final class DataException extends RuntimeException {
    /** A file that doesn't fit: what it holds, and what was expected. */
    public DataException(String message) {
        super(message);
    }

    /** A file that can't be read, and why. */
    public DataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
