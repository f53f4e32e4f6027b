using System.Globalization;

namespace Budget.Core.MyData;

/// <summary>The words of somebody's own file, in one language: what each part and each value is, and how a value reads.</summary>
/// <param name="tellDeed">A trace as a sentence: what was done (look, do, refused), by which question or deed, about which number.</param>
internal sealed class FileText(CultureInfo culture, Func<string, string, string, string> tellDeed)
{
    private static readonly Sentences Sentences = new("MyData.FileTexts");

    public CultureInfo Culture => culture;

    public string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);

    public string Title(FilePart part) => Say($"part-{part.Name}");

    public string About(FilePart part) => Say($"about-{part.Name}");

    public string Name(FileField field) => Say($"field-{field.Name}");

    /// <summary>One value of a row as people read it; empty when there is none.</summary>
    public string Of(FilePart part, object?[] row, int index) => (part.Fields[index], row[index]) switch
    {
        (_, null) => "",
        ({ Kind: FieldKind.Word } field, string word) => Say($"word-{field.Name}-{word}"),
        ({ Kind: FieldKind.Deed }, string deed) => tellDeed((string)row[index - 1]!, deed, row[index + 1] as string ?? ""),
        (_, DateOnly day) => day.InWords(culture),
        (_, DateTimeOffset instant) => instant.InWords(culture),
        (_, long number) => number.ToString(CultureInfo.InvariantCulture),
        (_, { } value) => value.ToString() ?? "",
    };

    /// <summary>The columns of a table: each the places of its fields, the first of which names it.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> ColumnsOf(FilePart part)
    {
        List<List<int>> columns = [];
        for (var index = 0; index < part.Fields.Length; index++)
        {
            if (part.Fields[index].Below)
            {
                columns[^1].Add(index);
            }
            else
            {
                columns.Add([index]);
            }
        }

        return columns;
    }

    /// <summary>A cell line by line, each with the field it is of: the first value as it is, the others with their names; without what is not there.</summary>
    public IEnumerable<(FileField Field, string Text)> Cell(FilePart part, object?[] row, IReadOnlyList<int> column) =>
        column.Select((index, place) => (Text: Of(part, row, index), place, Field: part.Fields[index]))
            .Where(line => line.Text.Length > 0)
            .Select(line => (line.Field, line.place == 0 || line.Field.Kind == FieldKind.File ? line.Text : Say("named", Name(line.Field), line.Text)));
}
