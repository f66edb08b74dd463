package demo

import "fyne.io/fyne/v2"

// handover hands the shift over to somebody at the same desk; to whom the roster
// says, where to is empty. Where an important
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
	if to != "" { // else the roster knows
		p.write(to)
		d.tab()
	}
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

// roster plans the month, then somebody asks for a swap, and it is approved.
func (d *day) roster() {
	p := d.p
	p.ctrl(fyne.Key4)
	p.ctrl(fyne.KeyN)
	for _, pattern := range []string{"1", "2", "3"} {
		p.write(pattern)
		p.key(fyne.KeyReturn) // to the next person
	}
	p.look("值班安排-排班")
	p.ctrl(fyne.KeyS)
	d.sign()
	d.menu("申请调班")
	p.write("25")
	p.key(fyne.KeyReturn)
	p.write("王芳")
	d.tab()
	p.write("28")
	d.tab()
	p.write("家里有事")
	p.look("值班安排-申请调班")
	p.ctrl(fyne.KeyS)
	d.sign()
	p.ctrl(fyne.KeyD)
	p.ctrl(fyne.KeyS)
	p.look("值班安排-批准")
	d.sign()
	p.look("值班安排-已批准")
}

// sign types the PIN into the signature that is asked for.
func (d *day) sign() {
	d.p.write("1234")
	d.p.key(fyne.KeyReturn)
}
