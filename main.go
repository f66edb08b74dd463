// 物业前台台账: the record book of a property-management office's front desk.
package main

import (
	"fmt"
	"os"

	"frontdesk/ui"
	"frontdesk/ui/command"
	"frontdesk/ui/demo"
)

func main() {
	if len(os.Args) > 1 {
		os.Exit(command.Run(os.Args[1:], demo.Play))
	}
	if err := ui.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
