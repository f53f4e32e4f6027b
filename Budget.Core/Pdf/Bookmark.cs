namespace Budget.Core.Pdf;

/// <summary>A heading in the navigation pane: its level from 1, where it is, and <paramref name="Y"/> in points from the top.</summary>
internal sealed record Bookmark(int Level, string Title, int Page, double Y);

/// <summary>Writes the bookmarks as a tree (ISO 32000-1, 12.3.3); level is depth.</summary>
internal static class Outline
{
    /// <summary>Returns the number of the outline; 0 when there are no bookmarks.</summary>
    public static int Write(PdfObjects objects, IReadOnlyList<Bookmark> bookmarks, IReadOnlyList<int> pageNumbers)
    {
        if (bookmarks.Count == 0)
        {
            return 0;
        }

        var root = objects.Reserve();
        var numbers = bookmarks.Select(_ => objects.Reserve()).ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            var (level, title, page, y) = bookmarks[i];
            var pdf = objects.Open(numbers[i]).Ascii("<</Title").Text(title)
                .Ascii("/Parent ").Reference(Find(bookmarks, i, -1, level - 1) is var parent and >= 0 ? numbers[parent] : root)
                .Ascii("/Dest[").Reference(pageNumbers[page]).Ascii("/XYZ 0 ").Number(PdfPage.Height - y).Ascii(" 0]");
            Link(pdf, "/Prev ", Find(bookmarks, i, -1, level), numbers);
            Link(pdf, "/Next ", Find(bookmarks, i, +1, level), numbers);
            WriteChildren(pdf, bookmarks, i, numbers);
            pdf.Ascii(">>");
        }

        var top = objects.Open(root).Ascii("<</Type/Outlines");
        WriteChildren(top, bookmarks, -1, numbers);
        top.Ascii(">>");
        return root;
    }

    // The nearest bookmark of a level in one direction, without leaving the parent; -1 when there is none.
    private static int Find(IReadOnlyList<Bookmark> bookmarks, int from, int step, int level)
    {
        for (var i = from + step; i >= 0 && i < bookmarks.Count && bookmarks[i].Level >= Math.Min(level, bookmarks[from].Level); i += step)
        {
            if (bookmarks[i].Level == level)
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteChildren(PdfBuffer pdf, IReadOnlyList<Bookmark> bookmarks, int parent, int[] numbers)
    {
        var level = parent < 0 ? 0 : bookmarks[parent].Level;
        var first = -1;
        var last = -1;
        var i = parent + 1;
        for (; i < bookmarks.Count && bookmarks[i].Level > level; i++)
        {
            if (bookmarks[i].Level == level + 1)
            {
                first = first < 0 ? i : first;
                last = i;
            }
        }

        if (first >= 0)
        {
            // All branches are open, so the count is that of all descendants.
            Link(pdf, "/First ", first, numbers);
            Link(pdf, "/Last ", last, numbers);
            pdf.Ascii("/Count ").Integer(i - parent - 1);
        }
    }

    private static void Link(PdfBuffer pdf, string key, int index, int[] numbers)
    {
        if (index >= 0)
        {
            pdf.Ascii(key).Reference(numbers[index]);
        }
    }
}
