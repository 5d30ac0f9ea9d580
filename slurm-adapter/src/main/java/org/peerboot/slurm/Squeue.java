package org.peerboot.slurm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * Lines of {@code squeue} in a format of ours. Not {@code --json}: up to Slurm 23 that lacks the planned nodes, and it
 * takes 3.5 kB a job where this takes 100 bytes. And not {@code scontrol show job}: a user's job name, which may read
 * {@code x JobState=COMPLETED NodeList=}, stands there before the truth. No field here is one that users write.
 */
final class Squeue {
    private static final List<String> FORMAT =
            List.of("%A", "%i", "%U", "%T", "%P", "%q", "%v", "%h", "%N", "%Y", "%S", "%e", "%l");

    static final List<String> ARGUMENTS = List.of("-a", "-h", "-o", String.join("|", FORMAT));

    private Squeue() {}

    static @Nullable SlurmJob job(String line) {
        if (line.isBlank()) {
            return null;
        }
        String[] field = line.strip().split("\\|", -1);
        try {
            if (field.length == FORMAT.size()) {
                return new SlurmJob(
                        Long.parseLong(field[0]),
                        field[1],
                        Long.parseLong(field[2]),
                        field[3],
                        field[4],
                        Pairs.plain(field[5]),
                        Pairs.plain(field[6]),
                        field[7],
                        Pairs.plain(field[8]),
                        Pairs.plain(field[9]),
                        Pairs.seconds(field[10]),
                        isLimited(field[12]) ? Pairs.seconds(field[11]) : 0);
            }
        } catch (NumberFormatException e) {
            throw strange(line, e);
        }
        throw strange(line, null);
    }

    /** Without a limit Slurm makes up an end a year away. */
    private static boolean isLimited(String limit) {
        return !limit.equals("UNLIMITED") && !limit.equals("NOT_SET");
    }

    /** Left out, a job would be a node that counts as free: so the whole answer is refused. */
    private static RefusedException strange(String line, @Nullable Throwable cause) {
        String shown = line.substring(0, Math.min(160, line.length()));
        String why = "does not have the " + FORMAT.size() + " fields that were asked for";
        String remedy = "report it with the release of Slurm";
        return cause == null
                ? new RefusedException("squeue's line \"" + shown + "\"", why, remedy)
                : new RefusedException("squeue's line \"" + shown + "\"", why, remedy, cause);
    }
}
