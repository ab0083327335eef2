package io.pollux.agent;

/** Names of the errors that the library gives back as -errno; the numbers are those of x86-64 and aarch64 Linux. */
final class Errno {
    static final int ENOSYS = 38;

    private Errno() {
    }

    /** "ENOSYS" for -38; "errno 99" for what has no name here. */
    static String name(int negative) {
        return switch (-negative) {
            case 1 -> "EPERM";
            case 2 -> "ENOENT";
            case 9 -> "EBADF";
            case 11 -> "EAGAIN";
            case 12 -> "ENOMEM";
            case 13 -> "EACCES";
            case 16 -> "EBUSY";
            case 19 -> "ENODEV";
            case 22 -> "EINVAL";
            case 23 -> "ENFILE";
            case 24 -> "EMFILE";
            case 28 -> "ENOSPC";
            case ENOSYS -> "ENOSYS";
            default -> "errno " + -negative;
        };
    }
}
