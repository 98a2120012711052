package io.braid.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parts of the small state by name, for what only some models have: a part that was not saved is as before the first event, and one
 * that this model doesn't have is passed over.
 *
 * <p>Written as their number (int), then each name (modified UTF-8), length (int) and bytes.
 */
public final class Sections {
    private final Map<String, Section> sections = new LinkedHashMap<>();

    /** Writes a part. */
    @FunctionalInterface
    public interface Writer {
        /** Writes it to {@code out}. */
        void save(DataOutput out) throws IOException;
    }

    /** Reads a part. */
    @FunctionalInterface
    public interface Reader {
        /** Takes over what a {@link Writer} wrote. */
        void load(DataInput in) throws IOException;
    }

    private record Section(Writer writer, Reader reader, Runnable reset) {}

    /** No part yet. */
    public Sections() {}

    /** Adds the part called {@code name}; {@code reset} takes it back to before the first event. */
    public void add(String name, Writer writer, Reader reader, Runnable reset) {
        sections.put(name, new Section(writer, reader, reset));
    }

    /** Writes all parts. */
    public void save(DataOutput out) throws IOException {
        out.writeInt(sections.size());
        for (Map.Entry<String, Section> each : sections.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            each.getValue().writer.save(new DataOutputStream(bytes));
            out.writeUTF(each.getKey());
            out.writeInt(bytes.size());
            out.write(bytes.toByteArray());
        }
    }

    /** Takes over what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        reset();
        for (int left = in.readInt(); left > 0; left--) {
            Section section = sections.get(in.readUTF());
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            if (section != null) {
                DataInputStream part = new DataInputStream(new ByteArrayInputStream(bytes));
                section.reader.load(part);
                if (part.read() >= 0) {
                    throw new IOException("bytes left over");
                }
            }
        }
    }

    /** Takes all parts back to before the first event. */
    public void reset() {
        sections.values().forEach(section -> section.reset.run());
    }
}
