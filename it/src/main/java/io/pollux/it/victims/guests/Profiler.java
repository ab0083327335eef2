package io.pollux.it.victims.guests;

import io.pollux.it.victims.Server;
import io.pollux.it.victims.Talk;
import one.profiler.AsyncProfiler;

/** No server: async-profiler, from its start. Its signals interrupt whatever a thread is in. "profiler" says the samples it has. */
public final class Profiler implements Server {
    private AsyncProfiler profiler;

    @Override
    public String start(String[] arguments) throws Exception {
        profiler = AsyncProfiler.getInstance();
        profiler.execute("start,event=itimer,interval=1ms");
        // It would say on stdout that it had to stop.
        Runtime.getRuntime().addShutdownHook(new Thread(profiler::stop));
        return "-";
    }

    @Override
    public void command(String[] words) {
        Talk.say("samples %d", profiler.getSamples());
    }
}
