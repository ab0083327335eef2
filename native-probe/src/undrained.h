/* Wake-ups without their read. A selector's eventfd is written to wake it (EventFD.set0) and read to be level again (IOUtil.drain). Registered
 * edge-triggered it need not be read: eventfd_write wakes its waiters whatever the counter is (fs/eventfd.c, Linux 2.6.22 to 6.18), so each
 * write is an edge. Both natives are hooked, so the level the application would see is kept here:
 *
 *   word of a descriptor:  | writes since it was last read (61) | PENDING | ON | MEMBER |
 *
 *   set0, before write(2)       PENDING, one more write
 *   drain, instead of read(2)   PENDING off
 *   edge, PENDING               a wake-up: reported, and again at each wait until the drain
 *   edge, no PENDING            of a write that was drained before its edge was fetched, or of somebody whose write was not hooked:
 *                               undrained_doubt reads the counter and tells the two apart
 *
 * None is lost: the write comes after PENDING, so whoever fetches its edge finds PENDING, or a drain that came in between; that drain is later
 * than the start of the write, as if the two had come one after the other. None is sticky: only set0 makes PENDING. What the counter holds is
 * read when the set leaves the engine (undrained_end), unless PENDING says that it is to be reported still; what was written meanwhile, more than the
 * word knows of, is given back.
 * The word changes by compare-and-set alone, so a drain that finds ON when undrained_end takes it off reads for itself. */
#ifndef POLLUX_UNDRAINED_H
#define POLLUX_UNDRAINED_H

#include <stdbool.h>

#include "lazy.h"

enum undrained { UNDRAINED_OFF, UNDRAINED_LEVEL, UNDRAINED_PENDING };

/* The eventfd is a level-triggered member of a lazy set: its next drain may be the last that reads. False: it is in another such set, too;
 * none of them leaves a read out then. */
bool undrained_begin(int fd);
/* It is no more: what is left in the counter, and drained for the application, is read. */
void undrained_end(int fd);
/* An edge of it has come without PENDING. True: somebody writes whom no hook sees; the counter is as they left it, and no read is left out any more. */
bool undrained_doubt(int fd);
/* OFF: nothing is known here, poll(2) tells. LEVEL: the application sees it drained. */
enum undrained undrained_now(int fd);

/* Hook of set0, before the write. */
void undrained_write(int fd);
/* Hook of drain. True: it is done. False: the original is to read, and undrained_drained is to be told after. */
bool undrained_drain(int fd);
void undrained_drained(int fd);

#endif
