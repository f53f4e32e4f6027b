using System.Globalization;
using System.IO.Compression;
using System.Text;
using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>
/// Everything that the municipality keeps of a resident, in one zip (Wmo 2015, 5.3.2; AVG art. 15 and 20): a page to read, the same as PDF, and the same for a program. For the
/// resident, and for who represents the resident: of that file and no other. It leaves a trace before the first byte is given, and goes straight to who asked: nothing
/// of it is ever put down here.
/// </summary>
public sealed class EverythingAboutMe(Database database)
{
    public const string PageName = "index.html";
    public const string StyleSheetName = "stijl.css";
    public const string JsonName = "gegevens.json";
    public const string ReadMeName = "leesmij.txt";
    public const string PapersFolder = "stukken";

    /// <summary>Each takes the whole file out of the database three times: more than this in twenty-four hours is not for reading.</summary>
    public const int MostADay = 10;

    /// <summary>Whose file it is, for who may have it.</summary>
    public sealed record Whose(ResidentId ResidentId, string Name, string MunicipalityName);

    public static string PdfName(int number) => number == 1 ? "dossier.pdf" : string.Create(CultureInfo.InvariantCulture, $"dossier-{number}.pdf");

    /// <summary>Leaves the trace. Refuses what is not yours, and whoever asked for it too often.</summary>
    public Task<Outcome<Whose>> Ask(Actor actor, ResidentId resident) => database.Overwrite<Outcome<Whose>>(async session =>
    {
        if (await ResidentFile.Mine(session, actor, resident) is not { } file)
        {
            return Refusal.NotFound;
        }

        var asked = new { actor.UserId, What = nameof(EverythingAboutMe), Since = TraceIds.LowestAt(session.Now.AddDays(-1)) };
        if (await session.LockAndRead<long>(AskedSql, asked) >= MostADay)
        {
            return Refusal.AskedTooOften.With(MostADay);
        }

        var onBehalfOf = await Access.OnBehalfOf(session, actor, resident);
        await Trace.Write(session, actor, TraceAction.Look, nameof(EverythingAboutMe), subject: "", resident, onBehalfOf, Trace.BasisOf(actor, onBehalfOf));
        return new Whose(resident, file.Name, file.MunicipalityName);
    });

    /// <param name="tellDeed">See <see cref="FileText"/>.</param>
    public async Task Write(Stream stream, Actor actor, Whose whose, CultureInfo culture, Func<string, string, string, string> tellDeed)
    {
        var (text, madeAt) = (new FileText(culture, tellDeed), database.Time.GetUtcNow());
        var kept = new WhatIsKept(database, actor, whose.ResidentId, DayText.IsEnglish(culture));
        await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        await Add(zip, ReadMeName, madeAt, file => WriteText(file, FileReadMe.Of(text, whose.Name, whose.MunicipalityName, madeAt)));
        await Add(zip, PageName, madeAt, file => new FileAsPage(text).Write(file, kept, whose.Name, whose.MunicipalityName, madeAt));
        await Add(zip, StyleSheetName, madeAt, file => WriteText(file, FileAsPage.StyleSheet));
        await Add(zip, JsonName, madeAt, file => FileAsJson.Write(file, kept, madeAt));
        await new FileAsPdf(text, whose.Name, whose.MunicipalityName, madeAt).Write(kept, (pdf, number) =>
            Add(zip, PdfName(number), madeAt, file => file.WriteAsync(pdf).AsTask()));
        foreach (var id in await database.Read(session => session.List<AttachmentId>(PapersSql, Access.Of(actor, session, whose.ResidentId))))
        {
            // One at a time; each is small, and all of them need not be.
            if (await new Attachments(database).Whole(actor, id) is { } paper)
            {
                await Add(zip, $"{PapersFolder}/{paper.FileName}", madeAt, file => file.WriteAsync(paper.Content).AsTask());
            }
        }
    }

    private static async Task Add(ZipArchive zip, string name, DateTimeOffset madeAt, Func<Stream, Task> write)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = madeAt;
        await using var file = await entry.OpenAsync();
        await write(file);
    }

    private static Task WriteText(Stream file, string text) => file.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    private const string PapersSql = $"""
        SELECT paper.id
        FROM attachments paper
        WHERE paper.resident_id = @Subject
          AND paper.resident_id IN ({Access.Mine})
        ORDER BY paper.id
        """;

    private const string AskedSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM traces
        WHERE user_id = @UserId
          AND what = @What
          AND id >= @Since
        """;
}
