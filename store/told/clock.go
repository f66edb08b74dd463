// Package told has the clock of whoever plays an office: it says what it was told. The
// program itself has one clock, the PC's, and is handed it (store.Options).
package told

import (
	"sync"
	"time"
)

// Clock says what it was told. It may be looked at from any goroutine.
type Clock struct {
	Step time.Duration // by which it goes on at each look; 0: it stands

	mu  sync.Mutex
	now time.Time
}

// At is a clock that begins at a moment.
func At(now time.Time) *Clock { return &Clock{now: now} }

// Now is what it says.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(c.Step)
	return c.now
}

// Set lets it say another moment, an earlier one too: anybody may set a PC's clock.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// Reach sets it forward to a moment, and never back.
func (c *Clock) Reach(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.After(c.now) {
		c.now = now
	}
}

// Forward sets it forward by so much.
func (c *Clock) Forward(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}
