package sticks

import (
	"reflect"
	"testing"
)

func TestMountsThatPeoplePlugIn(t *testing.T) {
	const mounts = `/dev/sda2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
tmpfs /run/media tmpfs rw 0 0
/dev/sdb1 /media/wang/KINGSTON vfat rw,nosuid,nodev 0 0
/dev/sdb1 /media/wang/KINGSTON vfat rw,nosuid,nodev 0 0
/dev/sdc1 /run/media/wang/移动\040硬盘 exfat rw 0 0
/dev/sr0 /media/cdrom iso9660 ro,relatime 0 0
/dev/sdd1 /mnt ext4 rw 0 0
/dev/sde1 /mnt/backup ext4 rw 0 0
gvfsd /media/wang/phone fuse rw 0 0
/dev/sdf1 /mediathek ext4 rw 0 0
/dev/sdg1 /media/wang/a\134b vfat rw 0 0
half a line
`
	want := []string{"/media/wang/KINGSTON", `/media/wang/a\b`, "/mnt", "/mnt/backup", "/run/media/wang/移动 硬盘"}
	if got := mountedIn(mounts); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
	if got := mountedIn(""); got != nil {
		t.Errorf("%q", got)
	}
}

// On the machine that this runs on it at least answers.
func TestRootsAnswer(t *testing.T) {
	for _, r := range Roots() {
		if r == "" {
			t.Error("a stick without a place")
		}
	}
}
