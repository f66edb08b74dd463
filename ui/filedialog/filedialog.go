// Package filedialog has the system itself ask for a file or a folder, and knows
// the folders that people know by a name. It draws nothing.
package filedialog

import (
	"context"
	"strings"
	"time"
)

// Ask is what a person is asked for.
type Ask struct {
	Title  string   // of the dialog
	Ends   []string // endings such as ".xlsx"; none for any file
	At     string   // folder where the choice begins; empty for the desktop
	Folder bool     // a folder is asked for, not a file
	Owner  uintptr  // window that waits for the answer: an HWND, or an X11 window; 0 for none
}

// System is the dialog of the system. Choose shows it and waits, so it is not
// called on a window's goroutine; it gives no path when the person, or ctx, has
// given up. After an error nothing was asked, or the answer was lost: then it is
// asked for in another way.
type System interface {
	Choose(ctx context.Context, a Ask) (path string, err error)
}

// within does something that may hang, and waits for it so long at most. What
// hangs is left behind.
func within[T any](ctx context.Context, most time.Duration, do func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	type result struct {
		x   T
		err error
	}
	done := make(chan result, 1)
	go func() {
		x, err := do(ctx)
		done <- result{x, err}
	}()
	select {
	case r := <-done:
		return r.x, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// kind is what files with the endings are called in a dialog's list of kinds.
func (a Ask) kind() string {
	stars := make([]string, len(a.Ends))
	for i, e := range a.Ends {
		stars[i] = "*" + e
	}
	return strings.Join(stars, "、")
}
