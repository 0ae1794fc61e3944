package dev.proofload.loadgen.report;

import java.util.List;

/**
 * Lines over a common axis, to be drawn as SVG here and again, so that it can be looked into, by a
 * script in the reader's browser.
 *
 * @param id within its page
 * @param about what it shows, for those who can't see it
 * @param at where on the x axis the values of all lines stand, rising
 * @param marks times at which something happened; empty where x is no time
 */
record Chart(
    String id,
    String title,
    String about,
    Axis x,
    Axis y,
    List<Double> at,
    List<Line> lines,
    List<Mark> marks) {
  /** Copies, and refuses lines of different lengths. */
  Chart {
    at = List.copyOf(at);
    lines = List.copyOf(lines);
    marks = List.copyOf(marks);
    for (Line line : lines) {
      if (line.values().size() != at.size()) {
        throw new IllegalArgumentException(
            line.name() + " has " + line.values().size() + " values at " + at.size() + " places");
      }
    }
  }

  /**
   * One line.
   *
   * @param values NaN where there is none
   */
  record Line(String name, List<Double> values) {
    Line {
      values = List.copyOf(values);
    }
  }

  /** Something that took from here to there, on the x axis. */
  record Mark(double from, double to, String what) {}
}
