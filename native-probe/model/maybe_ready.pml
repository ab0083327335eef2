/* The maybe-ready algorithm (src/maybe.h) and the set around it (set_wait.c, set_ctl.c, set_switch.c): threads that wait in turn, one that
 * changes interest, one that changes the engine, and a kernel that makes files ready between any two steps of theirs.
 *
 *   what must hold                                                       where it is asserted
 *   while a wait sleeps, nothing the application asked for is ready      quiet(): when nobody can move any more
 *   a wait that sleeps sees what another thread asks for meanwhile       the same
 *   a file is reported only while the application asks for it            report()
 *   a one-shot entry is reported once each time it is armed              report()
 *
 * As it stands the model is of the engines that verify hints (sigio, io_uring); with EDGES it is of epoll-et, which reports what an edge
 * says; with EDGES and PROOFS of epoll-lazy, where other threads read, and what they find empty is not polled (idle.h). Each of the following takes one thing away, and SPIN must find out (bin/checks/model):
 *
 *   DROP_LATE with POLL_UNLOCKED   a file found idle leaves the ring after the poll instead of before. Either alone breaks nothing: while
 *                                  the lock is held from before the poll until after, nobody can tell the two orders apart
 *   HINT_LATE                      a hint of a file that this look has polled already is taken for old news: the same thing, done to the
 *                                  kernel's note instead of ours, which no lock of ours covers
 *   BURY                           a read's proof is taken though an edge has been fetched since the read began
 *   NO_LOOK_AFTER_ARMING, NO_LOOK_AFTER_OVERFLOW, NO_LOOK_AFTER_OWNER
 *   NO_KICK                        the sleeper is not woken for a new interest
 *   ONESHOT_STAYS                  an entry that fired is not disabled */

#define FILES 2
#define WAITERS 2 /* processes 0 and 1 */
#define NOBODY WAITERS
#ifndef CHANGES
#define CHANGES 2 /* a file becomes ready so many times, */
#define CTLS 2    /* interest changes so many times, */
#define SWITCHES 1
#endif
#define EACH(f) for (f : 0 .. FILES - 1)

/* ---- the kernel: the level, and a note of each change, which can be taken once ---- */

bool ready[FILES], armed[FILES];
byte owner = NOBODY;

#ifdef EDGES /* epoll's ready list: a place for every file, whichever thread asks */
bool note[FILES];
#define NOTE(thread, f) note[f]
#define NOTED(thread) (note[0] || note[1])
inline notify(f) { note[f] = true }
#else /* signals queued for the owner: one, and the next is an overflow */
bool note[WAITERS * FILES], held[WAITERS], overflow[WAITERS];
#define NOTE(thread, f) note[(thread) * FILES + f]
#define NOTED(thread) (held[thread] || overflow[thread])
inline notify(f) {
	if
	:: owner == NOBODY
	:: owner != NOBODY && held[owner] -> overflow[owner] = true
	:: else -> NOTE(owner, f) = true; held[owner] = true
	fi
}
#endif

#ifdef PROOFS /* the word of idle.h, and what the last edge said */
byte edges[FILES];
bool idle[FILES], hint[FILES];
#define MAY_BE_READY(f) (hint[f] && !idle[f])

proctype reader() {
	byte f, seen;
	do
	:: true ->
		atomic {
			select(f : 0 .. FILES - 1);
			seen = edges[f]
		};
		ready[f] = false; /* read(2), until the queue is empty */
		atomic {
			if
#ifndef BURY
			:: edges[f] != seen
			:: edges[f] == seen -> idle[f] = true
#else
			:: idle[f] = true
#endif
			fi;
			f = 0; seen = 0
		}
	:: break
	od
}
#else
#define MAY_BE_READY(f) true
#endif

inline becomes_ready(f) {
	ready[f] = true;
	if
	:: armed[f] -> notify(f)
	:: else
	fi
}

proctype kernel() {
	byte n, f;
	for (n : 1 .. CHANGES) {
		atomic {
			select(f : 0 .. FILES - 1);
			becomes_ready(f);
			f = 0
		}
	}
}

/* ---- the set: all of it under its lock; the kernel does not know of that ---- */

bool lock, busy, asleep, wake;
byte switchers;
bool member[FILES], wanted[FILES], oneshot[FILES], disabled[FILES]; /* the interest list */
bool dirty[FILES], maybe[FILES];                                    /* to be armed; the ring */
byte fired[FILES];                                                  /* since it was armed: for the assertion */

#define LOCK   atomic { !lock -> lock = true }
#define UNLOCK lock = false
#define ASKED(f) (member[f] && wanted[f] && !disabled[f])

inline kick() {
#if defined(POLL_UNLOCKED)
	wake = true /* whoever polls without the lock may be about to sleep */
#elif !defined(NO_KICK)
	wake = wake || asleep
#else
	skip
#endif
}

inline look_at_all(g) { EACH(g) { maybe[g] = maybe[g] || member[g] } }

inline report(f) {
	assert(ASKED(f));
	fired[f] = fired[f] + oneshot[f];
	assert(fired[f] <= 1);
#ifndef ONESHOT_STAYS
	disabled[f] = oneshot[f];
#endif
	told[f] = true;
	maybe[f] = !disabled[f] /* no new note will say that it still is ready */
}

inline verify(f) {
	atomic {
#ifndef DROP_LATE
		maybe[f] = false;
#endif
		was_ready = ASKED(f) && MAY_BE_READY(f)
	};
#ifdef POLL_UNLOCKED
	UNLOCK;
#endif
	was_ready = was_ready && ready[f]; /* poll(2) */
#ifdef POLL_UNLOCKED
	LOCK;
#endif
	atomic {
		polled[f] = true;
#ifdef PROOFS
		hint[f] = hint[f] && (was_ready || !ASKED(f));
#endif
#ifdef DROP_LATE
		maybe[f] = false;
#endif
		if
		:: was_ready && ASKED(f) -> report(f)
		:: else
		fi;
		was_ready = false
	}
}

/* ---- a wait ---- */

#ifdef EDGES /* EPOLL_CTL_ADD: the kernel notes what is ready already */
#ifdef PROOFS
inline arm(f) { armed[f] = true; NOTE(0, f) = ready[f]; hint[f] = false; idle[f] = false; edges[f] = (edges[f] + 1) % 8 }
#else
inline arm(f) { armed[f] = true; NOTE(0, f) = ready[f] }
#endif
#define apply(me) skip
#define collect(f) noted[f] && ASKED(f) -> report(f)
#else
inline arm(f) { dirty[f] = true } /* the owner does it, at its next look */
inline apply(me) {
	if
	:: owner != me -> /* what was noted for another thread may never be read */
		owner = me;
#ifndef NO_LOOK_AFTER_OWNER
		look_at_all(g);
#endif
	:: else
	fi;
	EACH(f) {
		if
		:: dirty[f] ->
			armed[f] = true;
			dirty[f] = false;
#ifndef NO_LOOK_AFTER_ARMING
			maybe[f] = true /* what was ready before makes no note */
#endif
		:: else
		fi
	}
}
#define collect(f) noted[f] && member[f] -> maybe[f] = true
#endif

/* The one system call that blocks. An edge says what is so now, a signal that something was. */
inline take_notes(me) {
	atomic {
		(NOTED(me) || wake);
		EACH(f) {
			noted[f] = NOTE(me, f);
			NOTE(me, f) = false;
#ifdef EDGES
			noted[f] = noted[f] && ready[f]
#endif
		};
#ifndef EDGES
		held[me] = false;
		scan = overflow[me];
		overflow[me] = false
#endif
	}
}

inline believe_or_verify_next() {
	atomic {
		asleep = false;
		wake = false;
		EACH(f) {
#ifdef PROOFS
			if
			:: noted[f] -> edges[f] = (edges[f] + 1) % 8; idle[f] = false; hint[f] = true
			:: else
			fi;
#endif
			if
#ifdef HINT_LATE
			:: polled[f]
			:: !polled[f] && collect(f)
#else
			:: collect(f)
#endif
			:: else
			fi;
			noted[f] = false
		};
#ifndef NO_LOOK_AFTER_OVERFLOW
		if
		:: scan -> look_at_all(g)
		:: else
		fi;
#endif
		scan = false; f = 0; g = 0
	}
}

/* One look: verify what may be ready, else sleep, and take up what the sleep brought. */
inline look(me) {
	atomic {
		EACH(f) { polled[f] = false };
		apply(me)
	};
	do
	:: maybe[0] && !told[0] -> verify(0)
	:: maybe[1] && !told[1] -> verify(1)
	:: else -> break
	od;
	if
	:: told[0] || told[1]
	:: else ->
		asleep = true;
		UNLOCK;
		take_notes(me);
		LOCK;
		believe_or_verify_next()
	fi
}

/* The application: waits, and reads what it is told of, or leaves it for later. */
active [WAITERS] proctype waiter() {
	byte f, g;
	bool told[FILES], polled[FILES], noted[FILES], scan, was_ready;
	do
	:: atomic { !lock && !busy && switchers == 0 -> lock = true; busy = true };
		do
		:: look(_pid);
			if
			:: told[0] || told[1] || switchers -> break
			:: else
			fi
		od;
		atomic { busy = false; lock = false };
		atomic {
			EACH(f) {
				if
				:: told[f] -> ready[f] = false
				:: true
				fi;
				told[f] = false
			};
			f = 0
		}
	od
}

/* ---- what others do meanwhile ---- */

/* Interest in a file that is armed and idle needs no wake-up: it will be noted. */
inline ask(f) {
	fresh = !member[f];
	member[f] = true;
	wanted[f] = true;
	disabled[f] = false;
	fired[f] = 0;
	if
	:: oneshot[f] = true
	:: oneshot[f] = false
	fi;
	if
	:: fresh -> arm(f); kick()
#ifdef PROOFS
	:: !fresh && !MAY_BE_READY(f) /* neither a look nor a kick */
	:: !fresh && MAY_BE_READY(f) && asleep && armed[f] && !ready[f] -> hint[f] = false
	:: !fresh && MAY_BE_READY(f) -> maybe[f] = true; kick()
#else
	:: !fresh && asleep && armed[f] && !ready[f]
	:: else -> maybe[f] = true; kick()
#endif
	fi;
	fresh = false
}

inline leave(f) {
	armed[f] = false;
#ifdef EDGES
	NOTE(0, f) = false; /* a signal stays queued, whatever becomes of the number */
#endif
	member[f] = false;
	dirty[f] = false;
	maybe[f] = false
}

proctype ctl() {
	byte n, f;
	bool fresh;
	for (n : 1 .. CTLS) {
		atomic {
			!lock;
			select(f : 0 .. FILES - 1);
			if
			:: ask(f)
			:: member[f] -> wanted[f] = false
			:: member[f] -> leave(f)
			fi;
			f = 0
		}
	}
}

#if SWITCHES > 0 /* a loop over no numbers is an error of SPIN's */
/* Closes the engine and opens the next: everything is armed anew, no note crosses (a queued signal may: it is no more than a hint). */
proctype switcher() {
	byte n, f;
	for (n : 1 .. SWITCHES) {
		atomic {
			!lock;
			switchers++;
			kick()
		};
		atomic {
			!lock && !busy;
			owner = NOBODY;
			EACH(f) {
				armed[f] = false;
				dirty[f] = false;
				maybe[f] = false;
				if
				:: member[f] -> arm(f)
				:: else
				fi
			};
			f = 0;
			switchers--
		}
	}
}
#endif

/* Nobody can move: somebody sleeps in a wait, rightly. */
proctype quiet() {
	timeout ->
	assert(asleep);
	assert(!(ASKED(0) && ready[0]) && !(ASKED(1) && ready[1]))
}

init {
	atomic {
		run kernel();
		run ctl();
#if SWITCHES > 0
		run switcher();
#endif
#ifdef PROOFS
		run reader();
#endif
		run quiet()
	}
}
