package demo

import "fyne.io/fyne/v2"

// permits plays three of them: one from the application to the archive, one
// that is refused, one that does not agree at the gate.
func (d *day) permits() {
	p := d.p
	d.clock.to("15:36")
	p.ctrl(fyne.Key2)
	p.look("放行-还没有")
	d.apply("32501", []string{"三人沙发", "冰箱", "双人床"}, true)
	p.look("放行-已申请")
	d.identity("340102198001011234", true)
	p.ctrl(fyne.KeyD) // 签发
	p.look("放行-签发")
	p.key(fyne.KeyReturn)
	p.look("放行-已签发")
	p.ctrl(fyne.KeyP)
	p.look("放行-打印")
	p.key(fyne.KeyReturn)
	d.clock.to("15:43")
	d.gate("1", "东门", "周强", "")
	p.look("放行-已放行")
	d.clock.to("15:45")
	p.ctrl(fyne.KeyG)
	p.write("20260001") // as the scanner types it
	p.key(fyne.KeyReturn)
	for range 3 {
		p.write(" ")
		d.tab()
	}
	p.write("1")
	p.look("放行-收回红联")
	p.ctrl(fyne.KeyS)
	p.ctrl(fyne.KeyD) // 归档
	p.ctrl(fyne.KeyS)
	p.look("放行-已归档")

	d.clock.to("15:47")
	d.apply("zln", []string{"钢琴"}, false)
	d.menu("签发")
	p.look("放行-没有核实不能签发")
	p.key(fyne.KeyReturn)
	d.menu("作废")
	p.write("申请人不肯出示证件，业主电话里不同意搬出。")
	p.ctrl(fyne.KeyS)
	p.write("1234")
	p.key(fyne.KeyReturn)
	p.look("放行-已作废")

	d.clock.to("15:49")
	d.apply("62801", []string{"跑步机", "书籍"}, false)
	d.identity("7788", false)
	p.ctrl(fyne.KeyD)
	p.key(fyne.KeyReturn)
	p.ctrl(fyne.KeyP)
	p.key(fyne.KeyReturn)
	d.clock.to("15:54")
	d.gate("2", "东门", "周强", "多了一台电视机，没有列在单上。")
	p.look("放行-不符另开")
	p.ctrl(fyne.KeyO)
	p.look("放行-未办结")
	p.key(fyne.KeyEscape)
	p.ctrl(fyne.Key1)
}

// apply writes an application: who is brought by the room, things by name.
func (d *day) apply(room string, things []string, look bool) {
	p := d.p
	p.ctrl(fyne.KeyN)
	p.write(room)
	p.key(fyne.KeyReturn) // brings name, phone and identity
	p.key(fyne.KeyReturn) // nobody carries for them
	p.key(fyne.KeyReturn)
	for _, t := range things {
		p.write(t)
		p.key(fyne.KeyReturn)
		p.key(fyne.KeyReturn) // no remark
	}
	if look {
		p.look("放行-申请")
	}
	p.key(fyne.KeyReturn)
}

// identity verifies the document and, where it is not the owner who asks, the
// consent.
func (d *day) identity(number string, look bool) {
	p := d.p
	p.ctrl(fyne.KeyD)
	p.write(number)
	d.tab()
	p.write(" ")
	if look {
		p.look("放行-核实")
	}
	p.ctrl(fyne.KeyS)
}

// gate writes what the gate has found.
func (d *day) gate(result, post, guard, found string) {
	p := d.p
	p.ctrl(fyne.KeyD)
	p.write(result)
	d.tab()
	d.tab()
	p.write(post)
	d.tab()
	p.write(guard)
	if found != "" {
		d.tab()
		p.write(found)
	}
	p.ctrl(fyne.KeyS)
}
