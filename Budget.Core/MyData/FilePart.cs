using Budget.Core.Residents;

namespace Budget.Core.MyData;

/// <summary>How a value stands in the database, and so how it is read and said.</summary>
internal enum FieldKind
{
    Text,
    /// <summary>Under the resident's key; of the column that the field names.</summary>
    Hidden,
    /// <summary>Under the mail key; the row says whose it is.</summary>
    HiddenOfUser,
    /// <summary>A request that is being written, hidden too.</summary>
    Draft,
    /// <summary>One of a few words of the portal's own; people read a sentence for it.</summary>
    Word,
    /// <summary>The name of what leaves a trace; people read a sentence of it and of the fields before and after it.</summary>
    Deed,
    Day,
    Instant,
    Amount,
    Volume,
    Number,
    /// <summary>A file in the same zip; people get a link to it.</summary>
    File,
}

/// <summary>One value that the municipality keeps of a resident.</summary>
/// <param name="Name">In gegevens.json; its words stand in FileTexts.resx.</param>
/// <param name="Columns">Where it stands: "table.column". A hidden one names one only.</param>
internal sealed record FileField(string Name, FieldKind Kind, params string[] Columns)
{
    /// <summary>In a table for people: in the column of the field before it.</summary>
    public bool Below { get; init; }
}

/// <summary>How a part reads: row after row in a table, or each record under a heading of its own.</summary>
internal enum FileShape { Table, Records }

/// <summary>One part of a resident's file: what is asked of the database, and what each column is.</summary>
/// <param name="Sql">
/// Of the residents in <see cref="Whose"/> only. Its first column says in which row a hidden value stands, the others are the fields, in their order. Ends in the
/// order in which rows came, so that a page of it stays what it was when something is added.
/// </param>
internal sealed record FilePart(string Name, FileShape Shape, string Sql, params FileField[] Fields)
{
    /// <summary>Before each question: the one resident, when this user may open that file today (<see cref="Access.Mine"/>). Not yours is nobody.</summary>
    public const string Whose = $"""
        WITH whose AS (
            SELECT r.id, r.municipality_code
            FROM residents r
            WHERE r.id = @Resident
              AND r.destroyed_at IS NULL
              AND r.id IN ({Access.Mine})
        )
        """;

    public const string Page = """
        LIMIT @Most OFFSET @From
        """;
}
