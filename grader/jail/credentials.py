"""Who a run is: its uid, its capabilities, its user namespace.

What a uid may do to files and processes, the kernel decides by the uid; a
capability makes an exception. So a run gets a uid that owns nothing but its own
folder, where the grader is root, and in any case no capability. What is given
up here never comes back: the bounding set bars also what would be executed.

Sources: credentials(7), capabilities(7), user_namespaces(7); linux/capability.h,
linux/sched.h; systemd.io/UIDS-GIDS.
"""

import errno
import os
import socket
import struct

from . import kernel

OWN_UIDS = range(60706, 61183)  # of no user, by systemd's list (UIDS-GIDS)
TRIAL_UID = 61183
CLONE_NEWUSER = 0x10000000
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522
PR_CAP_AMBIENT_RAISE = 2


def unused_uid() -> int:
    """Find a uid for runs that nobody uses now, and keep it from others while this process lives.

    Call it in the network in which all graders' zygotes are. Raises OSError if all of them are
    in use.
    """
    # so that those who look at the same time seldom find one that has just been taken
    turn = os.getpid() % len(OWN_UIDS)
    for uid in (*OWN_UIDS[turn:], *OWN_UIDS[:turn]):
        if not _has_processes(uid) and _keep(uid):
            return int(uid)
    raise OSError(errno.EAGAIN, "every uid for runs is in use")


def _has_processes(uid: int) -> bool:
    try:
        os.getpriority(os.PRIO_USER, uid)
    except ProcessLookupError:
        return False
    return True


def _keep(uid: int) -> bool:
    """Take the socket's name that stands for this uid; tell whether nobody else has it.

    Between two runs a supervisor has no process of its uid, which is still its own. A name that
    is no path goes with the last process that has it (unix(7)); the runs get none of it.
    """
    keeper = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        keeper.bind(f"\0netgrade-uid-{uid}")
    except OSError as error:
        keeper.close()
        if error.errno != errno.EADDRINUSE:
            raise
        return False
    keeper.detach()  # open until this process has ended
    return True


def give_away(folder: str, uid: int) -> None:
    """Make that uid the owner of the folder and all in it. Raises OSError."""
    os.chown(folder, uid, uid, follow_symlinks=False)
    for above, folders, files in os.walk(folder):
        for name in folders + files:
            os.chown(os.path.join(above, name), uid, uid, follow_symlinks=False)


def become(uid: int, by_capability: bool = False) -> None:
    """Turn into another user, who owns nothing but what was given away to it.

    `by_capability` is for an interpreter that lies in a private home: one capability stays,
    which reads files whatever their modes. Landlock still shows only what every run may read.
    """
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    drop_bounding_set(but=CAP_DAC_READ_SEARCH if by_capability else None)
    kernel.prctl(kernel.PR_SET_KEEPCAPS, by_capability)
    os.setresuid(uid, uid, uid)
    # Else what /proc has about this process would be root's.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    if by_capability:
        _set_capabilities(1 << CAP_DAC_READ_SEARCH)
        # so that an interpreter which the program starts can be read, too
        kernel.prctl(kernel.PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH)


def drop_capabilities() -> None:
    """Give up every privilege, and keep the uid: root without any still owns its files."""
    if os.geteuid() == 0:
        try:
            os.setgroups([])
        except PermissionError:
            pass  # a namespace in which groups cannot be set
    drop_bounding_set()
    _set_capabilities(0)


def drop_bounding_set(but: int | None = None) -> None:
    """Ensure that nothing that is executed later gives a capability back; `but` one may."""
    # true in a run: its supervisor has dropped all but the one that a run may need
    done = kernel.prctl(kernel.PR_CAPBSET_READ, 0) == 0
    for capability in [CAP_DAC_READ_SEARCH] if done else range(64):
        if capability != but:
            try:
                kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
            except OSError:
                # This kernel knows no such capability; or we may not drop any, and then
                # no_new_privs has the same effect.
                return


def _set_capabilities(mask: int) -> None:
    """Set the effective, permitted and inheritable capabilities to `mask` (capset(2))."""
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    data = struct.pack("=6I", mask, mask, mask, 0, 0, 0)
    kernel.checked(kernel.libc.capset(header, data))


def enter_user_namespace(keeps_capabilities: bool = False) -> bool:
    """Enter a namespace in which this uid is itself and has no processes yet.

    Who enters has every capability there, and gives them up unless it `keeps_capabilities`.
    Tells whether it is itself there. Raises OSError where that is forbidden.
    """
    uid, gid = os.getuid(), os.getgid()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else the files below belong to root
    kernel.checked(kernel.libc.unshare(CLONE_NEWUSER))
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    if not keeps_capabilities:
        _set_capabilities(0)
    return os.getuid() == uid
