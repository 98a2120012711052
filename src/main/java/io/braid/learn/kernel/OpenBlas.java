package io.braid.learn.kernel;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** Which processor OpenBLAS has written its kernels for that it uses here: one that is too old costs half of the speed. */
public final class OpenBlas {
    /** The processors, by OpenBLAS's names, whose kernels have vectors of 16 floats. */
    private static final Set<String> WIDE = Set.of("SkylakeX", "Cooperlake", "SapphireRapids");

    /** Those whose kernels have vectors of 8 floats. */
    private static final Set<String> MEDIUM = Set.of("Haswell", "Zen", "Sandybridge", "Bulldozer", "Piledriver");

    private static final int WIDE_LANES = 16;
    private static final int MEDIUM_LANES = 8;

    private OpenBlas() {}

    /** OpenBLAS's name of the processor, such as {@code SkylakeX}; empty where it doesn't tell. */
    public static Optional<String> processor() {
        Loader.load(openblas.class);
        org.bytedeco.javacpp.Pointer name = Loader.addressof("openblas_get_corename");
        return name == null
                ? Optional.empty()
                : Optional.of(Function.getFunction(new Pointer(name.address())).invokeString(new Object[0], false));
    }

    /**
     * A warning if its kernels have narrower vectors than this processor.
     *
     * @param processor as {@link #processor} gives it
     * @param lanes floats of this processor's vectors
     */
    public static Optional<String> warning(String processor, int lanes) {
        boolean narrow = lanes >= WIDE_LANES && !WIDE.contains(processor)
                || lanes == MEDIUM_LANES && !WIDE.contains(processor) && !MEDIUM.contains(processor);
        return narrow
                ? Optional.of("OpenBLAS computes as on the processor " + processor
                        + " (expected: kernels for vectors of "
                        + lanes + " floats, such as this processor has; they are about twice as fast): see that no"
                        + " older OpenBLAS is on the class path, and OPENBLAS_CORETYPE is not set")
                : Optional.empty();
    }
}
