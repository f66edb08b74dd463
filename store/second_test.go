package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

func TestASecondPlaceIsChosenAndFoundAgain(t *testing.T) {
	f, media := Folder(t.TempDir()), t.TempDir()
	stick, other := filepath.Join(media, "KINGSTON"), filepath.Join(media, "OTHER")
	for _, dir := range []string{stick, other} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	both := []string{other, stick}
	if s := f.Second(); s.Dir != "" || s.At(both) != "" || f.Offer(s, both) != other || f.Offer(s, nil) != "" {
		t.Errorf("before: %+v", s)
	}
	if err := f.KeepSecond(Second{Declined: []string{other}}); err != nil {
		t.Fatal(err)
	}
	if s := f.Second(); f.Offer(s, both) != stick {
		t.Errorf("the stick that was declined is offered again: %+v", s)
	}
	s, err := f.ChooseSecond(stick, `和谐花园 1/2 "东区".`, both)
	want := filepath.Join(stick, "台账备份-和谐花园 1_2 _东区_")
	if err != nil || s.Dir != want || s.Stick != stick || !isFolder(want) {
		t.Fatalf("%+v %v", s, err)
	}
	if again, err := f.ChooseSecond(want, `和谐花园 1/2 "东区".`, both); err != nil || again.Dir != want {
		t.Errorf("its own folder chosen: %+v %v", again, err)
	}
	s = f.Second()
	if s.At(both) != want || f.Offer(s, both) != "" {
		t.Errorf("%+v", s)
	}
	moved := filepath.Join(media, "E")
	if err := os.Rename(stick, moved); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		sticks []string
		want   string
	}{{nil, ""}, {[]string{other}, ""}, {[]string{other, moved}, filepath.Join(moved, filepath.Base(want))}} {
		if got := s.At(x.sticks); got != x.want {
			t.Errorf("with %v it is at %q", x.sticks, got)
		}
	}
	if exists(stick) {
		t.Error("looking for a stick made a folder")
	}
}

// An office that is carried on a stick has its second place elsewhere.
func TestTheStickThatCarriesTheOfficeIsNoSecondPlace(t *testing.T) {
	media := t.TempDir()
	stick, other := filepath.Join(media, "A"), filepath.Join(media, "B")
	f := Folder(filepath.Join(stick, "台账"))
	if err := f.Lay(); err != nil {
		t.Fatal(err)
	}
	if got := f.Offer(Second{}, []string{stick}); got != "" {
		t.Errorf("%s is offered", got)
	}
	if got := f.Offer(Second{}, []string{stick, other}); got != other {
		t.Errorf("%q is offered", got)
	}
	_, err := f.ChooseSecond(stick, "和谐花园", []string{stick, other})
	refused(t, err, "同一个U盘")
}

func TestWhatCannotBeASecondPlace(t *testing.T) {
	f := Folder(t.TempDir())
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for dir, words := range map[string]string{
		string(f): "不能在台账自己的文件夹里", f.Exports(): "不能在台账自己的文件夹里", file: "不能写入",
	} {
		_, err := f.ChooseSecond(dir, "和谐花园", nil)
		refused(t, err, words)
	}
	if s := f.Second(); s.Dir != "" {
		t.Errorf("remembered: %+v", s)
	}
	if err := os.MkdirAll(f.Backups(), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(f.Backups(), secondName), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if s := f.Second(); s.Dir != "" {
		t.Errorf("read from rubbish: %+v", s)
	}
}

// A stick is pulled and its mount point stays: nothing is copied onto the PC itself,
// nor is that called the second place.
func TestAMountPointThatStaysIsNoSecondPlace(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, _, _ := anOffice(t, c)
	mount := t.TempDir()
	x, err := Folder(filepath.Dir(s.Path())).ChooseSecond(mount, s.Office().Name, []string{mount})
	if err != nil {
		t.Fatal(err)
	}
	at := x.At([]string{mount})
	if at != x.Dir {
		t.Errorf("plugged in, it is at %q", at)
	}
	if got := x.At(nil); got != "" {
		t.Errorf("no stick is plugged in, and it is at %q", got)
	}
	if err := os.RemoveAll(x.Dir); err != nil {
		t.Fatal(err)
	}
	to, err := s.BackupDaily(ctx, at)
	if err == nil {
		t.Fatalf("copied to %s", to)
	}
	refused(t, err, "是否插好")
	if exists(x.Dir) {
		t.Error("a folder was made on the PC")
	}
}

// By whatever name the office's folder is opened, its own stick and itself are no
// second place.
func TestALinkHidesNoFolder(t *testing.T) {
	stick := t.TempDir()
	own := Folder(filepath.Join(stick, "台账"))
	if err := own.Lay(); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "台账")
	if err := os.Symlink(string(own), link); err != nil {
		t.Fatal(err)
	}
	if got := Folder(link).Offer(Second{}, []string{stick}); got != "" {
		t.Errorf("its own stick %s is offered", got)
	}
	_, err := Folder(link).ChooseSecond(stick, "和谐花园", []string{stick})
	refused(t, err, "同一个U盘")
	_, err = own.ChooseSecond(link, "和谐花园", nil)
	refused(t, err, "不能在台账自己的文件夹里")
}
