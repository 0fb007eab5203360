package schema

import "slices"

// Role is what a field means to the program. Sorting, deadlines, lists, feeds and screens ask for a role and never for a
// field's name, so that they work for kinds that do not exist yet.
type Role string

// The closed set of roles.
const (
	RoleTitle     Role = "title"     // heading of the page; every kind has one
	RoleNumber    Role = "number"    // official number: 文号, 决定书文号
	RoleParty     Role = "party"     // 当事人/行政相对人: an organisation
	RolePerson    Role = "person"    // 当事人 who is a natural person; apart from party, since the name is masked
	RoleAuthority Role = "authority" // who decided or issued
	RoleSource    Role = "source"    // 来源, ContentSource of 国办发〔2017〕47号
	RoleDecided   Role = "decided"   // 作出/成文日期
	RolePublished Role = "published" // 发布时间: the record is public from then on
	RoleEffective Role = "effective" // 施行日期
	RoleExpires   Role = "expires"   // last day or moment the record holds or is shown
	RoleRepealed  Role = "repealed"  // day a text lost its force
	RoleAmount    Role = "amount"    // money
	RoleCategory  Role = "category"  // 类别
	RoleBasis     Role = "basis"     // 法律依据
	RoleSummary   Role = "summary"   // plain summary, for lists and Description
	RoleVenue     Role = "venue"     // 场馆/地点
	RoleStarts    Role = "starts"    // beginning of an event or notice
	RoleEnds      Role = "ends"      // end of an event
	RoleYear      Role = "year"      // the year a report is about
	RoleIndex     Role = "index"     // 索引号
	RoleImage     Role = "image"     // picture for lists
	RoleAuthor    Role = "author"    // 责任编辑
	RoleStatus    Role = "status"    // 有效性 as typed
	RolePriority  Role = "priority"  // order of notices
	RoleText      Role = "text"      // text for screens
	RoleShort     Role = "short"     // short titles of a statute
	RoleStatutes  Role = "statutes"  // statutes a record is about
	RoleCampaign  Role = "campaign"  // 宣传周/活动
	RoleTopic     Role = "topic"     // 专题
)

var roles = []Role{
	RoleTitle, RoleNumber, RoleParty, RolePerson, RoleAuthority, RoleSource, RoleDecided, RolePublished, RoleEffective,
	RoleExpires, RoleRepealed, RoleAmount, RoleCategory, RoleBasis, RoleSummary, RoleVenue, RoleStarts, RoleEnds, RoleYear, RoleIndex,
	RoleImage, RoleAuthor, RoleStatus, RolePriority, RoleText, RoleShort, RoleStatutes, RoleCampaign, RoleTopic,
}

func roleNames() []string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	slices.Sort(names)
	return names
}
