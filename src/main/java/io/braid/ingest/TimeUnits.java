package io.braid.ingest;

import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** The units in which Avro's timestamps count the time since 1970. */
final class TimeUnits {
    private TimeUnits() {}

    /** How many units of {@code schema}, a long, are a second; a long without a logical type counts milliseconds. */
    static long perSecond(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        String name = logical == null ? "" : logical.getName();
        return name.endsWith("-nanos") ? 1_000_000_000 : name.endsWith("-micros") ? 1_000_000 : 1_000;
    }
}
