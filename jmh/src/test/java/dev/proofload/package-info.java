/**
 * Proofload. This file must stay without annotations, and so without a class: see the benchmark
 * plugin in {@code jmh/pom.xml}.
 */
package dev.proofload;
