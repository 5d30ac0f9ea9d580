package org.peerboot.cluster.reader;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.peerboot.wire.Json;

/** The child's side: one question a line in, one answer a line out, and the end of the process with the end of its input. */
public final class ReaderLoop {
    private ReaderLoop() {}

    /**
     * Answers until nobody listens.
     *
     * @param input standard input
     * @param answerer made once the end of the input is heard, since that may block already
     */
    public static void run(InputStream input, Supplier<Function<Question, ? extends Answer>> answerer)
            throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        SynchronousQueue<Question> questions = new SynchronousQueue<>();
        Thread listener = new Thread(() -> listen(input, questions), "questions");
        listener.setDaemon(true);
        listener.start();
        Function<Question, ? extends Answer> answers = answerer.get();
        do {
            out.print(Json.write(answers.apply(questions.take())) + "\n");
        } while (!out.checkError());
    }

    /** Its own thread: the end must be heard while a library blocks. */
    private static void listen(InputStream input, SynchronousQueue<Question> questions) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // a second question while one is in flight is against the rules, and never answered
                var unused = questions.offer(Json.read(line, Question.class, "the tracker"), 1, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            // the same as the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            Runtime.getRuntime().halt(0);
        }
    }
}
