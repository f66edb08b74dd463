package trial

import (
	"frontdesk/forms"
	"frontdesk/forms/release"
)

// affair is something that a front desk hears again and again.
type affair struct {
	text, result string
	department   string
	who          string  // does the work; empty: the clerk at the desk
	hours        float64 // how long it usually takes
	price        string
	urgent       bool
	public       bool // found on the grounds: no household speaks
	shared       bool // not in a flat: nobody has to be at home
}

// share is how often a kind comes, in a thousand, and as what.
type share struct {
	kind    forms.Kind
	of      int
	affairs []affair
}

// shares are what a front desk hears, by kind.
func shares() []share {
	return []share{
		{forms.Repair, 459, repairs()},
		{forms.Spoken, 150, questions()},
		{forms.Other, 125, errands()},
		{forms.Complaint, 90, complaints()},
		{forms.Paid, 90, services()},
		{forms.Suggestion, 40, suggestions()},
		{forms.Written, 20, letters()},
		{forms.Incident, 18, incidents()},
		{forms.Patient, 8, patients()},
	}
}

// What lies on the desk when the office is tried has names; it is heard at other
// times, too.

// burst is a pipe in a kitchen.
func burst() affair {
	return affair{text: "厨房水管漏水，已漏到楼下吊顶，请马上来人关阀", result: "关阀更换角阀，试水不漏；楼下吊顶待干后复查。", department: "工程部", who: plumber, hours: 0.8, urgent: true}
}

// locked is a card that opens no door.
func locked() affair {
	return affair{text: "门禁卡刷不开单元门", result: "重新授权，当场试通。", department: "客服部", hours: 0.4, shared: true}
}

// shaking is a lift that shakes.
func shaking() affair {
	return affair{text: "电梯运行有异响，到高层时抖动", result: "维保单位检查导靴并更换，空载满载试运行正常。", department: "工程部", who: fitter, hours: 20, shared: true}
}

// dripping is a ceiling that is wet.
func dripping() affair {
	return affair{text: "卫生间天花板渗水，怀疑楼上防水有问题", result: "楼上地漏周边重做防水，闭水试验二十四小时不渗。", department: "工程部", who: plumber, hours: 30}
}

// silent is an entry phone that says nothing.
func silent() affair {
	return affair{text: "可视对讲没有声音，访客按铃听不见", result: "更换分机听筒排线，当场试通。", department: "工程部", who: fitter, hours: 6}
}

// hammering is work at night.
func hammering() affair {
	return affair{text: "楼上夜间十一点后还在装修，要求制止", result: "已上门制止，装修负责人写了保证，加强夜间巡查。", department: "秩序部", who: guard, hours: 5}
}

func repairs() []affair {
	return []affair{
		burst(),
		{text: "卫生间下水堵塞，地漏返水", result: "疏通主排水口，清出毛发和布条，排水正常。", department: "工程部", who: plumber, hours: 3},
		dripping(),
		{text: "马桶水箱一直流水", result: "更换进水阀和密封圈，不再漏水。", department: "工程部", who: plumber, hours: 4},
		{text: "热水器插座没有电", result: "漏保跳闸，插座受潮，更换防溅盒后正常。", department: "工程部", who: fitter, hours: 3},
		{text: "客厅顶灯闪烁，换过灯泡还是闪", result: "更换镇流器，恢复正常。", department: "工程部", who: fitter, hours: 5},
		{text: "全屋突然停电，隔壁有电", result: "户内总闸跳开，查出厨房小家电短路，拔除后送电正常。", department: "工程部", who: fitter, hours: 0.7, urgent: true},
		silent(),
		{text: "入户门锁转不动，钥匙插进去拔不出来", result: "拆锁清洗加油，锁芯磨损，建议住户更换。", department: "工程部", who: plumber, hours: 2},
		{text: "阳台推拉门滑轮坏了，门推不动", result: "更换滑轮两只，推拉顺畅。", department: "工程部", who: plumber, hours: 8},
		locked(),
		{text: "厨房燃气报警器一直响，已开窗关阀", result: "燃气公司到场检测无泄漏，报警器到期更换。", department: "工程部", who: fitter, hours: 1, urgent: true},
		shaking(),
		{text: "信箱锁坏了，报纸拿不出来", result: "更换信箱锁，交钥匙两把。", department: "工程部", who: plumber, hours: 7, shared: true},
		{text: "楼道声控灯不亮，晚上看不见台阶", result: "更换感应开关，本楼层逐盏试亮。", department: "工程部", who: fitter, hours: 6, shared: true},
		{text: "水压很低，洗澡出不来热水", result: "清洗入户水表滤网，水压恢复。", department: "工程部", who: plumber, hours: 4},
		{text: "窗户把手松动，刮风关不严", result: "更换执手和密封条，关闭严密。", department: "工程部", who: plumber, hours: 9},
		{text: "南门人行道地砖松动两块，有绊倒危险", result: "重新铺贴，围挡养护一天后开放。", department: "工程部", who: engineer, hours: 10, public: true},
		{text: "车库入口道闸不识别车牌，排队很长", result: "重启识别相机并清洁镜头，恢复。", department: "工程部", who: fitter, hours: 0.8, urgent: true, public: true},
		{text: "3 号楼东侧路灯两盏不亮", result: "更换灯源和熔断器，已亮。", department: "工程部", who: fitter, hours: 9, public: true},
	}
}

func questions() []affair {
	return []affair{
		{text: "询问车位月卡怎么办理、多少钱一个月", result: "已告知：身份证、行驶证、租赁合同，地下每月二百六十元。"},
		{text: "问装修押金什么时候可以退", result: "已答复：竣工验收后满一个月，凭收据到财务办理。"},
		{text: "问大件物品搬出要办什么手续", result: "已告知：业主本人带证件，或租户带业主同意，在前台填申请表。"},
		{text: "问小区能不能装新能源充电桩", result: "已答复：固定车位可装，须提供产权证明，到工程部登记。"},
		{text: "问租户怎么办理人员登记", result: "已告知：租赁合同和身份证，前台登记，当天录入门禁。"},
		{text: "问物业费可以怎么交", result: "已告知：前台、银行代扣、手机缴费都可以，发票当月开。"},
		{text: "问健身房几点开放", result: "已答复：每天九点到二十一点，周一上午保养不开。"},
		{text: "问停水通知什么时候恢复", result: "已答复：水务抢修，预计下午四点恢复，恢复后再通知。"},
		{text: "问怎么申请临时停车优惠", result: "已告知：业主在小程序登记访客车牌，首两小时免费。"},
		{text: "问装修可以施工到几点", result: "已答复：工作日八点到十二点、十四点到十八点，周末和节假日不得施工。"},
		{text: "问房屋维修基金怎么申请使用", result: "主管已答复：由业主提出，三分之二业主表决同意后申报，附流程单一份。", department: "客服部", who: supervisor, hours: 1.2},
	}
}

func errands() []affair {
	return []affair{
		{text: "代收快递一件，晚上来取", result: "已当面交给本人，核对取件码。", department: "客服部", hours: 6},
		{text: "借用手推车搬东西", result: "手推车已还，完好。", department: "客服部", hours: 2},
		{text: "拾到钥匙一串（带红色挂件），交到前台", result: "失主到前台认领，核对后签收。", department: "客服部", hours: 20, public: true},
		{text: "遗失门禁卡一张，申请挂失补办", result: "旧卡已挂失，新卡已发。", department: "客服部", hours: 0.5},
		{text: "晚上有搬家车进小区，请放行登记", result: "已通知门岗，车辆二十点前离开。", department: "秩序部", who: guard, hours: 5},
		{text: "家中长期无人，请帮忙看一下门窗水阀", result: "工程部陪同亲属查看，门窗关好，总阀已关。", department: "工程部", who: plumber, hours: 7},
		{text: "请在电梯里贴出停水通知", result: "各单元已张贴，并发在业主群。", department: "环境部", who: cleaner, hours: 3},
		{text: "孩子的自行车忘在游乐区，请帮忙找", result: "巡逻找到，已送回前台交还。", department: "秩序部", who: guard, hours: 1.5},
	}
}

func complaints() []affair {
	return []affair{
		hammering(),
		{text: "单元门口垃圾桶昨天没有清运，气味大", result: "已清运并冲洗，增加一次中午清运。", department: "环境部", who: cleaner, hours: 4},
		{text: "地下车库固定车位被别人占用", result: "已联系车主挪车并登记，该区加强巡查。", department: "秩序部", who: guard, hours: 2.5},
		{text: "秩序员态度生硬，进门问话很凶", result: "当事人已当面道歉，队里重新培训用语。", department: "秩序部", who: guard, hours: 9},
		{text: "快递柜旁堆放纸箱堵住消防通道", result: "已清理，通知快递站不得占用，纳入每日检查。", department: "秩序部", who: guard, hours: 3},
		{text: "电梯经常停运，老人上下楼不便", result: "维保单位更换门机控制板，加密保养并公示记录。", department: "工程部", who: fitter, hours: 16},
		{text: "楼上空调外机滴水，滴到雨棚很响", result: "接好冷凝水管，试机不滴。", department: "工程部", who: plumber, hours: 7},
		{text: "草坪上宠物粪便没人清理", result: "已清理，增设便袋箱，张贴文明养犬提示。", department: "环境部", who: cleaner, hours: 5},
		{text: "上次报修约好的时间没有人来", result: "已道歉并当天修好，重申改约必须先告知住户。", department: "工程部", who: plumber, hours: 6},
		{text: "健身房卫生差，器械损坏半个月没有修", result: "已保洁并停用损坏器械，配件到后三天内修好。", department: "环境部", who: cleaner, hours: 11},
	}
}

func services() []affair {
	return []affair{
		{text: "预约空调清洗两台", result: "清洗两台，试机制冷正常。", department: "工程部", who: fitter, hours: 8, price: "空调清洗 120 元/台，两台 240 元"},
		{text: "厨房下水道堵塞，要求有偿疏通", result: "疏通完成，清出油垢。", department: "工程部", who: plumber, hours: 3, price: "疏通管道 80 元/次"},
		{text: "预约安装吸顶灯三盏，自备灯具", result: "安装三盏，通电正常。", department: "工程部", who: fitter, hours: 20, price: "灯具安装 50 元/盏，三盏 150 元"},
		{text: "更换水龙头，材料自备", result: "更换完成，试水不漏。", department: "工程部", who: plumber, hours: 5, price: "更换龙头 40 元/只"},
		{text: "移装插座一处", result: "移装完成，接地检测合格。", department: "工程部", who: fitter, hours: 24, price: "移装插座 60 元/处"},
		{text: "预约入户保洁四小时", result: "保洁完成，住户验收签字。", department: "环境部", who: cleaner, hours: 22, price: "入户保洁 45 元/小时，四小时 180 元"},
		{text: "安装阳台晾衣架", result: "安装牢固，升降正常。", department: "工程部", who: plumber, hours: 9, price: "安装晾衣架 100 元"},
	}
}

func suggestions() []affair {
	return []affair{
		{text: "建议在楼东侧加一处电动车充电桩，晚上总是没有位置", result: "已答复：列入下季度改造计划，征求业主意见后实施。", department: "客服部", who: supervisor, hours: 26},
		{text: "建议儿童游乐区加遮阳棚", result: "已答复：报价已报业委会，结果在公告栏公布。", department: "客服部", who: supervisor, hours: 30},
		{text: "建议大堂加装照明", result: "已答复：工程部已加装感应灯两盏。", department: "工程部", who: engineer, hours: 30},
		{text: "建议周末也安排装修垃圾清运", result: "已答复：从下周起周六上午增加一次。", department: "环境部", who: cleaners, hours: 22},
		{text: "建议快递柜旁加一把雨伞架", result: "已采纳，雨伞架已放好。", department: "客服部", who: supervisor, hours: 20},
	}
}

func letters() []affair {
	return []affair{
		{text: "来函询问公共收益使用情况，要求书面答复", result: "已书面答复并附上半年收支表，住户签收。", department: "客服部", who: supervisor, hours: 46},
		{text: "书面询问车位转让手续", result: "已书面答复办理流程和所需材料。", department: "客服部", who: supervisor, hours: 24},
		{text: "书面询问外墙渗漏保修责任", result: "已会同开发商书面答复：属保修期内，安排维修。", department: "客服部", who: supervisor, hours: 48},
	}
}

func incidents() []affair {
	return []affair{
		{text: "电梯停在七楼，轿厢内困两人，能通话", result: "维保十八分钟到场，两人安全救出，无人受伤，电梯停用检修。", department: "工程部", who: fitter, hours: 0.7},
		{text: "地下车库水浸，坡道口进水", result: "沙袋挡水，启用备用泵排干，无车辆受损。", department: "工程部", who: engineer, hours: 1.3},
		{text: "楼道有烟味和明火，住户已用灭火器扑灭", result: "烟头引燃纸箱，已扑灭清理，消防主机复位，张贴通知。", department: "秩序部", who: guard, hours: 0.8},
		{text: "两户因停车争吵，有推搡", result: "秩序员到场分开双方，民警调解，双方签字离开。", department: "秩序部", who: guard, hours: 0.9},
		{text: "业主称家门被撬，财物待清点", result: "已报警并保护现场，调取监控交民警。", department: "秩序部", who: guards, hours: 1.2},
	}
}

func patients() []affair {
	return []affair{
		{text: "老人胸口疼、出冷汗，一个人在家，请马上来人并叫救护车", result: "救护车十五分钟到场接走，家属已随车，秩序员协助抬送。", department: "中控室", who: watchman, hours: 0.7},
		{text: "住户在楼下摔倒，不能站立", result: "救护车到场，家属陪同送医，保留现场照片。", department: "中控室", who: watchman, hours: 0.8},
		{text: "孩子高烧抽搐，需要急救", result: "救护车到场，门岗全程引导，家长陪同送医。", department: "中控室", who: watchman, hours: 0.6},
	}
}

// endings are what callers add.
func endings() []string {
	return []string{"", "", "", "", "，家里有人", "，下午在家", "，希望今天能来", "，请来之前打电话", "，晚上六点以后在家"}
}

// standings say how work goes on.
func (a affair) standings() []string {
	if departmentOf(a.who) == "工程部" {
		return []string{"已到场查看，正在处理。", "配件已申请，等送货。", "已到现场，需要换件，正在取材料。", "现场看过，已拍照报主管。"}
	}
	return []string{"已转给负责人，正在处理。", "已到现场了解情况，正在办理。", "已联系有关人员，约好时间。"}
}

// grumbles are what is said on the phone by who is not satisfied.
func grumbles() []string {
	return []string{"修好半天又出现同样的问题，要求重新处理", "师傅没有带鞋套，地面弄脏没有收拾", "约好上午，下午才来，也没有打电话", "只做了临时处理，说好换件没有换"}
}

// excuses are why something is late, and what the customer was told.
func (a affair) excuses() [][2]string {
	out := [][2]string{{"当班人手都在处理急事", "已电话说明要晚一些，对方表示理解"}}
	if departmentOf(a.who) == "工程部" {
		out = append(out, [2]string{"配件没有现货", "已电话说明配件到了马上来，住户表示理解"}, [2]string{"上一户没有修完", "已告知师傅在路上，请稍等"})
	} else {
		out = append(out, [2]string{"要等负责人答复", "已告知正在落实，有结果马上回电"})
	}
	if !a.public && !a.shared && a.who != supervisor {
		out = append(out, [2]string{"住户临时外出，进不了门", "已电话联系，住户回来后再上门"})
	}
	return out
}

// things are what people move out.
func things() [][]release.Item {
	return [][]release.Item{
		{{Name: "三人沙发", Count: 1, Unit: "张"}, {Name: "双人床", Count: 1, Unit: "张"}, {Name: "床垫", Count: 1, Unit: "张"}, {Name: "衣柜", Count: 2, Unit: "个"}, {Name: "纸箱", Count: 12, Unit: "个", Note: "书籍衣物"}},
		{{Name: "冰箱", Count: 1, Unit: "台"}, {Name: "洗衣机", Count: 1, Unit: "台"}},
		{{Name: "钢琴", Count: 1, Unit: "架", Note: "立式"}},
		{{Name: "电视机", Count: 1, Unit: "台"}, {Name: "电视柜", Count: 1, Unit: "个"}},
		{{Name: "跑步机", Count: 1, Unit: "台"}},
		{{Name: "餐桌", Count: 1, Unit: "张"}, {Name: "餐椅", Count: 6, Unit: "把"}},
		{{Name: "空调外机", Count: 2, Unit: "台"}, {Name: "空调内机", Count: 2, Unit: "台"}},
		{{Name: "办公桌", Count: 3, Unit: "张"}, {Name: "文件柜", Count: 2, Unit: "个"}, {Name: "电脑", Count: 3, Unit: "台"}},
		{{Name: "书柜", Count: 2, Unit: "个"}, {Name: "书籍", Count: 8, Unit: "箱"}},
		{{Name: "电动车", Count: 1, Unit: "辆"}},
	}
}
