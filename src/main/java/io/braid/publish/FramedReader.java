package io.braid.publish;

import io.braid.registry.SchemaRegistry;
import io.braid.registry.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads framed Avro records into a schema of ours, whatever version of it they were written with. */
final class FramedReader {
    private final SchemaRegistry registry;
    private final UnaryOperator<Schema> ours;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();

    /**
     * A reader.
     *
     * @param ours gives, for a writer's schema, the schema to read it as, or throws {@link IllegalArgumentException}
     */
    FramedReader(SchemaRegistry registry, UnaryOperator<Schema> ours) {
        this.registry = registry;
        this.ours = ours;
    }

    /**
     * The record in {@code value}.
     *
     * @throws IllegalArgumentException when it is none
     * @throws io.braid.registry.UnknownSchemaException when the registry does not hold its schema
     * @throws io.braid.registry.RegistryException when the registry can't be asked
     */
    GenericRecord read(byte[] value) {
        if (!WireFormat.isFramed(value)) {
            throw new IllegalArgumentException(
                    "record of " + value.length + " bytes (expected: a zero byte, a schema id and Avro)");
        }
        int schemaId = WireFormat.schemaId(value);
        int length = value.length - WireFormat.HEADER;
        GenericDatumReader<GenericRecord> reader = readers.computeIfAbsent(schemaId, this::reader);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER, length, null);
        try {
            GenericRecord record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IOException("bytes after the record");
            }
            return record;
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
            // Avro answers a length beyond its limits with an UnsupportedOperationException.
            throw new IllegalArgumentException(
                    "record of " + value.length + " bytes (expected: Avro of schema id " + schemaId + ")", e);
        }
    }

    private GenericDatumReader<GenericRecord> reader(int schemaId) {
        Schema written = registry.schema(schemaId);
        return new GenericDatumReader<>(written, ours.apply(written));
    }
}
