package org.peerboot.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Who owns pieces at this moment: those of a cell's members who are present, and when the cell is late, the next in rank. */
public class Election {
    /**
     * Asked anew when one of the members or the presence of one is another.
     *
     * @param members of the cell who may own pieces
     * @param present whether a member was heard of late
     * @return those among whom the pieces are shared out, a list of the caller's own
     */
    public List<String> owners(List<String> members, Predicate<String> present) {
        List<String> owners = new ArrayList<>(members.size());
        for (String member : members) {
            if (present.test(member)) {
                owners.add(member);
            }
        }
        return owners;
    }

    /** How many ranks behind a piece's owner may fetch it too: one for each step of lateness. */
    public int level(int lateness) {
        return lateness;
    }
}
