package schema

import "slices"

// Role is what a field means to the program. Sorting, deadlines, lists, feeds and screens ask for a role and never for a
// field's name, so that they work for kinds that do not exist yet.
type Role string

// The closed set of roles.
const (
	RoleTitle      Role = "title"       // heading of the page; every kind has one
	RoleNumber     Role = "number"      // official number: 文号, 决定书文号
	RoleParty      Role = "party"       // 当事人/行政相对人: an organisation
	RolePerson     Role = "person"      // 当事人 who is a natural person; apart from party, since the name is masked
	RoleAuthority  Role = "authority"   // who decided or issued
	RoleSource     Role = "source"      // 来源, ContentSource of 国办发〔2017〕47号
	RoleDecided    Role = "decided"     // 作出/成文日期
	RolePublished  Role = "published"   // 发布时间: the record is public from then on
	RoleEffective  Role = "effective"   // 施行日期
	RoleExpires    Role = "expires"     // last day or moment the record holds or is shown
	RoleRepealed   Role = "repealed"    // day a text lost its force
	RoleAmount     Role = "amount"      // money
	RoleCategory   Role = "category"    // 类别
	RoleBasis      Role = "basis"       // 法律依据
	RoleSanction   Role = "sanction"    // 罚则: the clause that sets a penalty
	RoleSummary    Role = "summary"     // plain summary, for lists and Description
	RoleVenue      Role = "venue"       // 场馆/地点
	RoleStarts     Role = "starts"      // beginning of an event or notice
	RoleEnds       Role = "ends"        // end of an event
	RoleYear       Role = "year"        // the year a report is about
	RoleIndex      Role = "index"       // 索引号
	RoleImage      Role = "image"       // picture for lists
	RoleAuthor     Role = "author"      // 责任编辑
	RoleStatus     Role = "status"      // 有效性 as typed
	RolePriority   Role = "priority"    // order of notices
	RoleText       Role = "text"        // text for screens
	RoleScreen     Role = "screen"      // screens a text is for
	RoleShort      Role = "short"       // short titles of a statute
	RoleRevised    Role = "revised"     // days on which a text was revised
	RoleArticles   Role = "articles"    // how many articles a law has
	RoleReplacedBy Role = "replaced-by" // what took the place of a repealed text
	RoleStatutes   Role = "statutes"    // statutes a record is about
	RoleCampaign   Role = "campaign"    // 宣传周/活动
	RoleTopic      Role = "topic"       // 专题
)

// roleInfo says what a role is for, and of which types its field may be.
type roleInfo struct {
	role  Role
	doc   string
	types []string
}

var (
	wordTypes = []string{"text", "enum", "doc-number"}
	dayTypes  = []string{"date", "time"}
	longTypes = []string{"text", "markdown"}
)

// roles is the closed set, in the order of the documentation.
var roles = []roleInfo{
	{RoleTitle, "页面标题，每个类型必有一个", []string{"text"}},
	{RoleNumber, "文号、决定书文号", wordTypes},
	{RoleParty, "当事人（单位、个体工商户）", []string{"text"}},
	{RolePerson, "当事人（自然人），姓名自动隐去", []string{"person"}},
	{RoleAuthority, "作出决定或发布的机关", wordTypes},
	{RoleSource, "来源", wordTypes},
	{RoleDecided, "作出日期、成文日期", dayTypes},
	{RolePublished, "发布时间，到时才公开", dayTypes},
	{RoleEffective, "施行日期", dayTypes},
	{RoleExpires, "有效或展示的最后一天", dayTypes},
	{RoleRepealed, "废止日期", dayTypes},
	{RoleAmount, "金额", []string{"money"}},
	{RoleCategory, "类别", wordTypes},
	{RoleBasis, "法律依据", []string{"citation"}},
	{RoleSanction, "罚则条款", []string{"citation"}},
	{RoleSummary, "内容概述，用于列表和搜索结果", longTypes},
	{RoleVenue, "场馆、地点", wordTypes},
	{RoleStarts, "活动开始、通知起播", dayTypes},
	{RoleEnds, "活动结束", dayTypes},
	{RoleYear, "报告年度", []string{"integer"}},
	{RoleIndex, "索引号", wordTypes},
	{RoleImage, "列表中的图片", []string{"file"}},
	{RoleAuthor, "责任编辑", []string{"text", "person"}},
	{RoleStatus, "有效性", wordTypes},
	{RolePriority, "播放的先后", []string{"integer"}},
	{RoleText, "屏幕上的文字", longTypes},
	{RoleScreen, "只在这些屏幕播放", wordTypes},
	{RoleShort, "法律法规的简称", []string{"text"}},
	{RoleRevised, "历次修订日期", dayTypes},
	{RoleArticles, "条文数", []string{"integer"}},
	{RoleReplacedBy, "取代它的文件", []string{"text"}},
	{RoleStatutes, "相关法律法规", []string{"citation"}},
	{RoleCampaign, "宣传周、宣传月", wordTypes},
	{RoleTopic, "专题", wordTypes},
}

func (r Role) info() (roleInfo, bool) {
	i := slices.IndexFunc(roles, func(info roleInfo) bool { return info.role == r })
	if i < 0 {
		return roleInfo{}, false
	}
	return roles[i], true
}

func roleNames() []string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r.role)
	}
	slices.Sort(names)
	return names
}
