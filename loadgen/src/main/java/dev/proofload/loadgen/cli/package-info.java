/** Commands and exit codes; the one place where everything is wired together. */
@NullMarked
package dev.proofload.loadgen.cli;

import org.jspecify.annotations.NullMarked;
