/** What the scripts in {@code bench/} need and no user does. */
@NullMarked
package dev.proofload.loadgen.bench;

import org.jspecify.annotations.NullMarked;
