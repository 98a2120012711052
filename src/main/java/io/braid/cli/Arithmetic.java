package io.braid.cli;

import io.braid.learn.kernel.Kernels;
import io.braid.learn.kernel.OpenBlas;
import java.util.Optional;

/**
 * What the learner computes with on this machine.
 *
 * @param description in words for people
 * @param warning what makes it slower than need be
 */
record Arithmetic(String description, Optional<String> warning) {
    /** As this Java was started. */
    static Arithmetic here() {
        Kernels kernels = Kernels.fastest();
        if (kernels.lanes() == 0) {
            return new Arithmetic(
                    kernels.description(),
                    Optional.of("the learner computes with " + kernels.description() + " (expected: the Java module"
                            + " jdk.incubator.vector, with which it is some ten times faster): start it by bin/braid,"
                            + " or java with the flags of bin/jvm.options"));
        }
        Optional<String> processor = OpenBlas.processor();
        return new Arithmetic(
                kernels.description()
                        + processor.map(name -> ", kernels of " + name).orElse(""),
                processor.flatMap(name -> OpenBlas.warning(name, kernels.lanes())));
    }
}
