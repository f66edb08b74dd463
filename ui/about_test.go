package ui

import (
	"testing"

	"frontdesk/assets"
)

// An office that asks for help reads its version from the window, and whoever
// gets a file from it from the file.
func TestTheVersionStandsInTheHelpMenuAndInExports(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.prints()
	k.menu("关于")
	number, _, _ := assets.Version()
	if !k.shows("版本：" + number) {
		t.Errorf("the window does not say %q", number)
	}
	if got := k.tray.jobs[0].Program; got != assets.Program() || got == "" {
		t.Errorf("an export says it was made by %q", got)
	}
}
