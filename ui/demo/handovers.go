package demo

import "fyne.io/fyne/v2"

// handover hands the shift over to somebody at the same desk. Where an important
// matter is still open, the supervisor signs an exception first.
func (d *day) handover(to string, blocked, look bool) {
	p := d.p
	see := func(name string) {
		if look {
			p.look(name)
		}
	}
	p.ctrl(fyne.Key3)
	see("交接班-提醒")
	p.ctrl(fyne.KeyN)
	see("交接班-开始")
	p.write(to)
	d.tab()
	if blocked {
		p.write(" ") // 重要
	}
	p.ctrl(fyne.KeyS)
	if blocked {
		p.ctrl(fyne.KeyD)
		see("交接班-重要事项")
		p.write("配件明早到货，已告知业主，夜间由秩序部巡看。")
		p.ctrl(fyne.KeyS)
		d.sign()
	}
	see("交接班-交班签名")
	d.sign()
	p.write(" ") // all of it is there
	see("交接班-逐项核对")
	p.ctrl(fyne.KeyS)
	see("交接班-接班签名")
	d.sign()
	see("交接班-已接班")
}

// sign types the PIN into the signature that is asked for.
func (d *day) sign() {
	d.p.write("1234")
	d.p.key(fyne.KeyReturn)
}
