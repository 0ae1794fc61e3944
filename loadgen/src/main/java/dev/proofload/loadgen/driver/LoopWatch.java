package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.GeneratorProbe;
import dev.proofload.loadgen.record.GeneratorWatch;
import dev.proofload.loadgen.record.PauseMeter;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Has the event loops of a run watched. */
final class LoopWatch {
  private LoopWatch() {}

  /**
   * To be called before anything is connected. Blocks until each loop has told its thread.
   *
   * @param ports how many connections there can be to one port of the server
   */
  static GeneratorWatch start(
      List<LoopContext> contexts,
      PauseMeter meter,
      LoadPlan plan,
      Endpoint endpoint,
      long ports,
      Supplier<OptionalLong> targetCpu)
      throws InterruptedException {
    List<Path> threads = new ArrayList<>();
    for (LoopContext context : contexts) {
      Optional<Path> thread = context.loop().submit(GeneratorProbe::ownThread).sync().getNow();
      thread.ifPresent(threads::add);
      context.loop().execute(new LoopTick(context));
    }
    boolean single = plan.transport() == Transport.HTTP || plan.transport() == Transport.WS;
    return new GeneratorWatch(
        new GeneratorWatch.Lags(
            contexts.stream().map(LoopContext::lag).toList(),
            contexts.stream().map(LoopContext::loopLag).toList()),
        meter,
        new GeneratorProbe(
            threads, new GeneratorProbe.Target(LocalServer.isHere(endpoint.host()), targetCpu)),
        single ? ports : 2 * ports);
  }
}
