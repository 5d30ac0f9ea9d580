package org.peerboot.pbs;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Collection;

/** struct attrl of the attributes that are wanted, each with the empty value that asks for it; a NULL would not do. */
final class AttributeList implements AutoCloseable {
    private static final int SIZE = 40;
    private static final long NEXT = 0;
    private static final long NAME = 8;
    private static final long VALUE = 24;

    private final Memory memory;

    AttributeList(Collection<String> names) {
        long text = names.stream().mapToLong(name -> name.length() + 1L).sum();
        memory = new Memory((long) SIZE * names.size() + text + 1);
        memory.clear();
        long empty = memory.size() - 1;
        long at = (long) SIZE * names.size();
        int i = 0;
        for (String name : names) {
            long entry = (long) SIZE * i++;
            memory.setString(at, name);
            memory.setPointer(entry + NAME, memory.share(at));
            memory.setPointer(entry + VALUE, memory.share(empty));
            memory.setPointer(entry + NEXT, i < names.size() ? memory.share(entry + SIZE) : null);
            at += name.length() + 1L;
        }
    }

    Pointer first() {
        return memory;
    }

    @Override
    public void close() {
        memory.close();
    }
}
