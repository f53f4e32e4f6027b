using System.Globalization;
using System.Text;
using Budget.Core;
using Budget.Core.Couplings;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Statements;
using Portal.Access;
using Portal.Hosting;

namespace Portal.Api;

/// <summary>
/// Declarations as a program sends and reads them: a WMO323 or the portal's CSV, by the same deeds and with the same answer as in the office. The same message again books nothing and gives the first answer.
/// </summary>
internal static class DeclarationsApi
{
    private const string Path = $"{ApiAnswers.Root}/declaraties";

    /// <summary>On a page of the list.</summary>
    private const int Most = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Path, ["GET", "HEAD"], List).RequireAuthorization(CouplingScope.ReadDeclarations).WithName("declaratiesLezen").WithTags("Declaraties")
            .Produces<SentDeclarations>().Fails();
        routes.MapPost(Path, Send).RequireAuthorization(CouplingScope.SendDeclarations).TakesMessage().WithName("declaratieIndienen").WithTags("Declaraties")
            .Produces<DeclarationWithLines>(StatusCodes.Status201Created).Produces<DeclarationWithLines>().Fails(SentBody.Failures);
        routes.MapMethods($"{Path}/{{id:guid}}", ["GET", "HEAD"], One).RequireAuthorization(CouplingScope.ReadDeclarations).WithName("declaratieLezen").WithTags("Declaraties")
            .Produces<DeclarationWithLines>().Fails(StatusCodes.Status404NotFound);
        routes.MapMethods($"{Path}/{{id:guid}}/retourbericht", ["GET", "HEAD"], Answer).RequireAuthorization(CouplingScope.ReadDeclarations).WithName("retourberichtLezen").WithTags("Declaraties")
            .Produces<string>(contentType: SentBody.Xml).Fails(StatusCodes.Status404NotFound);
    }

    /// <param name="voor">The last of the page before.</param>
    private static async Task<IResult> List(HttpContext context, DeclarationMessages messages, Guid? voor = null)
    {
        var found = await messages.SentBefore(context.User.ToActor(), voor, Most);
        return Results.Json(new SentDeclarations(
            [.. found.Take(Most).Select(row => DeclarationHead.Of(row, Address(row.Id)))],
            found.Count > Most ? $"{Path}?voor={found[Most - 1].Id.Value:D}" : null));
    }

    /// <param name="na">The number of the last line of the page before.</param>
    private static async Task<IResult> One(HttpContext context, SentDeclaration declarations, Guid id, long na = 0) =>
        await declarations.PageOf(context.User.ToActor(), id, na) is { } page ? Results.Json(Shown(page)) : Problem.NotFound.With();

    private static async Task<IResult> Answer(HttpContext context, SentDeclaration declarations, Guid id) => await declarations.AnswerTo(context.User.ToActor(), id) is { } answer
        ? Results.Bytes(Encoding.UTF8.GetBytes(answer.Text), "application/xml", $"WMO325-{answer.DeclarationNumber}.xml")
        : Problem.NotFound.With();

    private static async Task<IResult> Send(HttpContext context, ImportDeclaration import, DeclareCsv csv, SentDeclaration declarations, TimeProvider time)
    {
        var (me, culture) = (context.User.ToActor(), CultureInfo.CurrentUICulture);
        switch (SentBody.TypeOf(context.Request))
        {
            case SentBody.Xml:
                return await Taken(context, await import.Do(me, await DeclarationFile.Load(context.Request.Body, time.Today())), declarations);
            case SentBody.Csv:
                var answer = await csv.Do(me, await SentBody.Read(context.Request), culture);
                return answer.Imported is { } taken ? await Taken(context, taken, declarations)
                    : answer.Mistakes is [{ Code: "too-large" }] ? await SentBody.TooLarge(context.Request)
                    : Problem.FileRefused.With(mistakes: [.. answer.Mistakes.Select(one => new Problem.Mistake(one.Line > 0 ? one.Line : null, one.Column.Length > 0 ? one.Column : null, one.Code, CsvMistakeText.For(one, culture)))]);
            default:
                return SentBody.TypeUnknown(context.Response, SentBody.Xml, SentBody.Csv);
        }
    }

    private static async Task<IResult> Taken(HttpContext context, ImportDeclaration.Answer taken, SentDeclaration declarations)
    {
        if (taken.Result is not { } result)
        {
            return taken.Fault is { } fault ? await SentBody.Refused(context.Request, fault) : SentBody.Refused(taken.Refusal!);
        }

        var shown = Shown((await declarations.PageOf(context.User.ToActor(), result.Id.Value, after: 0))!);
        return SentBody.Taken(context.Response, shown.Address, shown, result.IsRepeat);
    }

    private static DeclarationWithLines Shown(SentDeclaration.Page page) =>
        DeclarationWithLines.Of(page, Address(page.Message.Id), page.Next is { } last ? $"{Address(page.Message.Id)}?na={last}" : null, CultureInfo.CurrentUICulture);

    private static string Address(MessageId id) => $"{Path}/{id.Value:D}";
}
