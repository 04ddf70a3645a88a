// Every word of the interface, in Vietnamese and English.
export type Language = "vi" | "en";

const WORDS = {
  title: ["Sự kiện đối ngoại địa phương", "Provincial diplomacy, event by event"],
  lead: ["Rút từ tin bài; mỗi sự kiện đều kèm câu gốc làm chứng.", "Read from the news; every event comes with the sentences that tell of it."],
  skip: ["Đến bảng sự kiện", "Skip to the table of events"],
  asOf: ["Trích ngày {0}", "Extracted on {0}"],
  tooOld: ["Trình duyệt này quá cũ: cần bản từ năm 2023.", "This browser is too old: one from 2023 or later is needed."],
  filters: ["Bộ lọc", "Filters"],
  search: ["Tìm trong câu chữ, tên người, địa danh", "Search words, people, places"],
  searching: ["đang đọc chữ: {0} %", "still reading the words: {0}%"],
  from: ["Từ ngày", "From"],
  to: ["Đến ngày", "To"],
  province: ["Tỉnh, thành, nước", "Province or country"],
  anyProvince: ["Thêm nơi…", "Add one…"],
  countries: ["Các nước", "Countries"],
  person: ["Nhân vật", "Person"],
  personHint: ["Gõ tên…", "Type a name…"],
  office: ["Chức vụ", "Office"],
  type: ["Loại", "Type"],
  status: ["Tình trạng", "Status"],
  clear: ["Bỏ mọi bộ lọc", "Clear all filters"],
  remove: ["Bỏ lọc: {0}", "Remove filter: {0}"],
  share: ["Chép liên kết", "Copy link"],
  copied: ["Đã chép", "Copied"],
  shown: ["{0} trong {1} sự kiện", "{0} of {1} events"],
  timeline: ["Theo tháng", "By month"],
  timelineHelp: ["Bấm một tháng, hoặc kéo để chọn khoảng. Ô rỗng: mới dự kiến.", "Click a month, or drag over several. Hollow: only planned."],
  timelineTable: ["Số liệu theo năm", "Figures by year"],
  year: ["Năm", "Year"],
  planned: ["dự kiến", "planned"],
  plannedCount: ["{0} dự kiến", "{0} planned"],
  notInMonths: ["Không có trong hình: {0} sự kiện không rõ tháng.", "Not in the chart: {0} events whose month is not known."],
  earlier: ["trước", "earlier"],
  later: ["sau", "later"],
  events: ["sự kiện", "events"],
  eventCount: ["{0} sự kiện", "{0} events"],
  map: ["Trên bản đồ", "On the map"],
  mapHelp: [
    "Màu đậm: nhiều sự kiện diễn ra ở tỉnh hoặc có tỉnh tham gia. Đường cong: hai bên cùng một sự kiện.",
    "Darker: more events in the province or with it as a side. Arcs: two sides of one event.",
  ],
  mapLabel: ["Bản đồ Việt Nam và Lào; số liệu có trong danh sách bên cạnh", "Map of Vietnam and Laos; the list beside it has the figures"],
  topProvinces: ["Tỉnh, thành", "Provinces"],
  topPairs: ["Các cặp đối tác", "Pairs of partners"],
  network: ["Ai gặp ai", "Who meets whom"],
  networkHelp: [
    "Nét nối: cùng dự một sự kiện, không kể hai người cùng một bên. Bấm để lọc.",
    "A line: both took part in one event, colleagues of one side left out. Click to filter.",
  ],
  networkLabel: ["Mạng lưới gặp gỡ; danh sách bên cạnh có cùng nội dung", "Network of meetings; the list beside it says the same"],
  byPerson: ["Theo người", "By person"],
  byOffice: ["Theo chức vụ", "By office"],
  topMeetings: ["Gặp nhiều nhất", "Most meetings"],
  country_VN: ["Việt Nam", "Vietnam"],
  country_LA: ["Lào", "Laos"],
  country_other: ["Khác hoặc không rõ", "Other or unknown"],
  aid: ["Hỗ trợ, trao tặng", "Aid"],
  aidHelp: [
    "Số tiền nêu trong tin đã diễn ra, theo bên trao và bên nhận. Tổng và các phần của nó chỉ tính một lần.",
    "Sums stated for aid that was handed over, by donor and recipient. A total and its parts count once.",
  ],
  donor: ["Bên trao", "Donor"],
  recipient: ["Bên nhận", "Recipient"],
  total: ["Tổng", "Total"],
  noDonor: ["không nêu", "not named"],
  noYear: ["Không rõ năm", "No year"],
  unpriced: ["Ngoài ra {0} lần hỗ trợ không nêu số tiền.", "Besides, {0} events of aid name no sum."],
  allRows: ["Hiện tất cả {0} dòng", "Show all {0} rows"],
  nothing: ["Không có gì trong phần đang lọc.", "Nothing fits the filters."],
  table: ["Từng sự kiện", "Event by event"],
  date: ["Ngày", "Date"],
  event: ["Sự kiện", "Event"],
  sides: ["Các bên", "Sides"],
  place: ["Nơi", "Place"],
  confidence: ["Độ tin cậy", "Confidence"],
  evidence: ["Câu làm chứng", "Evidence"],
  people: ["Người dự", "People"],
  documents: ["Văn bản", "Documents"],
  amounts: ["Số tiền", "Sums"],
  fields: ["Lĩnh vực", "Fields"],
  dateRead: ["Ngày trong bài", "Date as written"],
  id: ["Mã", "Id"],
  unknownYear: ["không rõ năm", "year unknown"],
  quarter: ["Quý {0}/{1}", "Q{0} {1}"],
  teaser: ["tin vắn", "teaser"],
  printed: ["In {0} sự kiện đầu trong {1}.", "The first {0} of {1} events are printed."],
  about: ["Về trang này", "About this page"],
  aboutText: [
    "Trang này là một tệp duy nhất, mở được khi không có mạng và không gửi gì đi đâu.",
    "This page is one file: it opens without a network and sends nothing anywhere.",
  ],
  licences: ["Giấy phép", "Licences"],
  type_CONFERENCE: ["Hội nghị, hội đàm", "Conference"],
  type_VISIT: ["Thăm, làm việc", "Visit"],
  type_MEETING: ["Họp nội bộ", "Meeting"],
  type_SIGNING: ["Ký kết", "Signing"],
  type_AID: ["Hỗ trợ", "Aid"],
  type_GREETING: ["Chúc mừng", "Greeting"],
  type_COMMEMORATION: ["Tưởng niệm", "Commemoration"],
  type_CEREMONY: ["Lễ", "Ceremony"],
  type_CONGRESS: ["Đại hội, bầu cử", "Congress"],
  type_PERSONNEL: ["Nhân sự", "Personnel"],
  type_ANNOUNCEMENT: ["Ban hành, công bố", "Announcement"],
  type_OTHER: ["Khác", "Other"],
  status_HELD: ["Đã diễn ra", "Held"],
  status_PLANNED: ["Dự kiến", "Planned"],
  status_ONGOING: ["Đang diễn ra", "Ongoing"],
  status_POSTPONED: ["Hoãn", "Postponed"],
  status_CANCELLED: ["Hủy", "Cancelled"],
  role_HOST: ["chủ nhà", "host"],
  role_GUEST: ["khách", "guest"],
  role_DONOR: ["bên trao", "donor"],
  role_RECIPIENT: ["bên nhận", "recipient"],
  role_SIGNATORY: ["bên ký", "signatory"],
  role_PARTICIPANT: ["tham gia", "participant"],
  role_LEAD: ["trưởng đoàn", "lead"],
  role_SPEAKER: ["phát biểu", "speaker"],
  role_ATTENDEE: ["dự", "attendee"],
  section_TITLE: ["Tiêu đề", "Headline"],
  section_TEASER: ["Sa-pô", "Lead"],
  section_BODY: ["Đoạn {0}", "Paragraph {0}"],
  section_CAPTION: ["Chú thích ảnh {0}", "Caption {0}"],
  basis_EXPLICIT: ["có đủ trong bài", "all of it in the text"],
  basis_PUBLISHED: ["bổ sung theo ngày đăng", "completed from the publication date"],
  basis_INFERRED: ["bổ sung theo ngày khác trong bài", "completed from other dates in the story"],
  basis_NONE: ["không bổ sung được", "could not be completed"],
  part_MORNING: ["sáng", "morning"],
  part_NOON: ["trưa", "noon"],
  part_AFTERNOON: ["chiều", "afternoon"],
  part_EVENING: ["tối", "evening"],
  part_NIGHT: ["đêm", "night"],
  field_SECURITY: ["an ninh", "security"],
  field_DEFENCE: ["quốc phòng", "defence"],
  field_EDUCATION: ["giáo dục", "education"],
  field_CULTURE: ["văn hóa", "culture"],
  field_TOURISM: ["du lịch", "tourism"],
  field_HEALTH: ["y tế", "health"],
  field_TRADE: ["thương mại", "trade"],
  field_INVESTMENT: ["đầu tư", "investment"],
  field_AGRICULTURE: ["nông nghiệp", "agriculture"],
  field_TRANSPORT: ["giao thông", "transport"],
  field_SCIENCE: ["khoa học", "science"],
  field_ENERGY: ["năng lượng", "energy"],
  field_INFRASTRUCTURE: ["hạ tầng", "infrastructure"],
  field_ENVIRONMENT: ["môi trường", "environment"],
  field_PEOPLE_TO_PEOPLE: ["giao lưu nhân dân", "people to people"],
  field_WAR_REMAINS: ["hài cốt liệt sĩ", "war remains"],
  field_AID: ["viện trợ", "aid"],
  field_OTHER: ["khác", "other"],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;
let current: Language = "en";

export function speak(language: Language): void {
  current = language;
}

export function language(): Language {
  return current;
}

/** The words for `key`, with `{0}`, `{1}` filled in. */
export function t(key: Word, ...values: (string | number)[]): string {
  return WORDS[key][current === "vi" ? 0 : 1].replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)]));
}

/** The word for a value of a closed set, such as an event type; a value of a later schema stands for itself. */
export function name(set: "type" | "status" | "role" | "basis" | "part" | "field" | "section", value: string, ...values: number[]): string {
  const key = `${set}_${value}`;
  return key in WORDS ? t(key as Word, ...values) : value;
}

export function browserLanguage(): Language {
  return navigator.language.toLowerCase().startsWith("vi") ? "vi" : "en";
}
