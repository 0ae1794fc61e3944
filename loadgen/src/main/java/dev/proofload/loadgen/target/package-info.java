/**
 * Dialects of systems under test: an operation into a request, an answer into an observation. Pure:
 * bytes in and out.
 */
@NullMarked
package dev.proofload.loadgen.target;

import org.jspecify.annotations.NullMarked;
