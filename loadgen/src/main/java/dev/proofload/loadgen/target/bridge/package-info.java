/** The dialect of the bridge. */
@NullMarked
package dev.proofload.loadgen.target.bridge;

import org.jspecify.annotations.NullMarked;
