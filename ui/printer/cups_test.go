//go:build !windows

package printer

import "testing"

// What CUPS reports of a printer is said in words.
func TestAlertsAreSaidInWords(t *testing.T) {
	for alerts, want := range map[string]string{
		"none": "", "media-empty-error": "缺纸，加纸以后接着打印", "media-jam-warning": "卡纸", "toner-empty-error marker-supply-low-warning": "没有墨粉",
		"offline-report": "没有联机", "door-open-report": "盖子开着", "something-new": "",
	} {
		out := "printer office is idle.  enabled since Mon Nov 23 18:02:55 2026\n\tDescription: office\n\tAlerts: " + alerts + "\n\tLocation: \n"
		if got := alertWords(out); got != want {
			t.Errorf("%s: %q, want %q", alerts, got, want)
		}
	}
}
