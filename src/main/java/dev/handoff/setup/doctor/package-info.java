/** Looks at everything the gateway depends on and says what is wrong and how to mend it. */
@NullMarked
package dev.handoff.setup.doctor;

import org.jspecify.annotations.NullMarked;
