/** What tests of several packages share: plans, made-up answers, and servers that misbehave. */
@NullMarked
package dev.proofload.loadgen.testkit;

import org.jspecify.annotations.NullMarked;
