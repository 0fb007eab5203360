// Package statute knows how Chinese legal texts are named and cited: it finds 《行政处罚法》第五十七条第一款第（二）项 and its
// relatives in plain text, turns them into references, and holds the library of laws that references are checked against.
//
// It stands before the Markdown converter, which asks it for the citations of every paragraph so that they can be linked,
// and before the audit, which asks whether a cited article exists and was in force. It knows nothing of files, pages,
// positions in files or HTML: text goes in, byte offsets into that text come out; issues come without a position, which
// the caller adds. It reads no clock; "in force" is always asked for a day.
//
// The way articles, paragraphs, items and sub-items (条、款、项、目) are numbered follows 《立法法》第六十五条.
package statute
