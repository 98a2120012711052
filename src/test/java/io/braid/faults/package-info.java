/** What the fault tests have in common. */
@NullMarked
package io.braid.faults;

import org.jspecify.annotations.NullMarked;
