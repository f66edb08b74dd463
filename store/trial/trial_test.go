package trial

import (
	"context"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
)

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, forms.Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

// tried is a trial office that was begun at a moment.
func tried(t *testing.T, now time.Time) *store.Store {
	t.Helper()
	begun := time.Now()
	st, err := Begin(context.Background(), store.Folder(t.TempDir()), store.Options{Books: forms.Books(), Clock: func() time.Time { return now }}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	seq, _, err := st.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d rows in %.1f s", now.Format(time.DateTime), seq, time.Since(begun).Seconds())
	return st
}

func TestX(t *testing.T) {
	tried(t, at("2026-11-23 10:20"))
}
