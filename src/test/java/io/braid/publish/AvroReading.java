package io.braid.publish;

import io.braid.registry.WireFormat;
import java.io.IOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads a framed record with Avro itself, as any consumer would. */
final class AvroReading {
    private AvroReading() {}

    /** Reads, and fails where bytes are left over. */
    static GenericRecord read(byte[] framed, RegistryInMemory registry) throws IOException {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(framed, WireFormat.HEADER, framed.length - WireFormat.HEADER, null);
        GenericRecord read =
                new GenericDatumReader<GenericRecord>(registry.schema(WireFormat.schemaId(framed))).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new AssertionError("bytes are left over behind " + read);
        }
        return read;
    }
}
