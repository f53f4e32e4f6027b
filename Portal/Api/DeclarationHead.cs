using System.Globalization;
using System.Text.Json.Serialization;
using Budget.Core.Invoices;

namespace Portal.Api;

/// <summary>Declarations as a program reads them: Dutch names, amounts in whole cents, days as 2026-05-31. Nothing that a client is known by: a line is known by its reference and assignment.</summary>
internal sealed record SentDeclarations(
    [property: JsonPropertyName("declaraties")] IReadOnlyList<DeclarationHead> Declarations,
    [property: JsonPropertyName("volgende")] string? Next);

/// <summary>One declaration, and what became of it in figures.</summary>
internal record DeclarationHead(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("adres")] string Address,
    [property: JsonPropertyName("retourbericht")] string Answer,
    [property: JsonPropertyName("declaratienummer")] string Number,
    [property: JsonPropertyName("identificatie")] string Identification,
    [property: JsonPropertyName("begin")] DateOnly StartsOn,
    [property: JsonPropertyName("einde")] DateOnly EndsOn,
    [property: JsonPropertyName("ontvangenOp")] DateOnly ReceivedOn,
    [property: JsonPropertyName("aantalRegels")] long LineCount,
    [property: JsonPropertyName("aantalAfgekeurd")] long Rejected,
    [property: JsonPropertyName("ingediendInCenten")] long Submitted,
    [property: JsonPropertyName("goedgekeurdInCenten")] long Accepted)
{
    public static DeclarationHead Of(DeclarationMessages.Row row, string address) => new(
        row.Id.Value, address, $"{address}/retourbericht", row.DeclarationNumber, row.Identification, row.StartsOn, row.EndsOn, row.ReceivedOn, row.Lines, row.Rejected, row.Submitted.Cents, row.Accepted.Cents);
}

/// <summary>The same with its lines, accepted and rejected, in the order of the file.</summary>
internal sealed record DeclarationWithLines(
    Guid Id, string Address, string Answer, string Number, string Identification, DateOnly StartsOn, DateOnly EndsOn, DateOnly ReceivedOn, long LineCount, long Rejected, long Submitted, long Accepted,
    [property: JsonPropertyName("gemeentecode"), JsonPropertyOrder(1)] string MunicipalityCode,
    [property: JsonPropertyName("regels"), JsonPropertyOrder(1)] IReadOnlyList<AnsweredLine> Lines,
    [property: JsonPropertyName("volgende"), JsonPropertyOrder(1)] string? Next)
    : DeclarationHead(Id, Address, Answer, Number, Identification, StartsOn, EndsOn, ReceivedOn, LineCount, Rejected, Submitted, Accepted)
{
    public static DeclarationWithLines Of(SentDeclaration.Page page, string address, string? next, CultureInfo culture)
    {
        var message = page.Message;
        return new(
            message.Id.Value, address, $"{address}/retourbericht", message.DeclarationNumber, message.Identification, message.StartsOn, message.EndsOn, message.ReceivedOn, message.Lines, message.Rejected,
            message.Submitted.Cents, message.Accepted.Cents, message.MunicipalityCode, [.. page.Lines.Select(line => AnsweredLine.Of(line, culture))], next);
    }
}

/// <summary>What was declared on one line, and what was answered to it.</summary>
/// <param name="Volume">In the unit of the message; of unit 83 in cents.</param>
/// <param name="Amount">Above nothing; of a credit what it takes back.</param>
/// <param name="IsTakenBack">It was accepted, and taken back since.</param>
internal sealed record AnsweredLine(
    [property: JsonPropertyName("nummer")] long Number,
    [property: JsonPropertyName("referentie")] string Reference,
    [property: JsonPropertyName("vorigeReferentie")] string? PreviousReference,
    [property: JsonPropertyName("toewijzingnummer")] long AssignmentNumber,
    [property: JsonPropertyName("productcode")] string ProductCode,
    [property: JsonPropertyName("begin")] DateOnly StartsOn,
    [property: JsonPropertyName("einde")] DateOnly EndsOn,
    [property: JsonPropertyName("volume")] long Volume,
    [property: JsonPropertyName("eenheid")] string Unit,
    [property: JsonPropertyName("bedragInCenten")] long Amount,
    [property: JsonPropertyName("isCredit")] bool IsCredit,
    [property: JsonPropertyName("isGoedgekeurd")] bool IsAccepted,
    [property: JsonPropertyName("isTeruggenomen")] bool IsTakenBack,
    [property: JsonPropertyName("redenen")] IReadOnlyList<LineReason> Reasons)
{
    public static AnsweredLine Of(SentDeclaration.Line line, CultureInfo culture) => new(
        line.Number, line.Reference, line.PreviousReference, line.AssignmentNumber, line.ProductCode, line.StartsOn, line.EndsOn, line.Volume, line.Unit, line.Amount.Cents, line.IsCredit,
        line.Codes.Length == 0, line.IsTakenBack, [.. line.ReturnCodes.Select(code => new LineReason(code.Code, ReturnCodeText.For(code, culture), ReturnCodeText.WhatToDo(code, culture)))]);
}

/// <summary>Why a line was rejected: the return code of iWmo, what it means, and what to do about it.</summary>
internal sealed record LineReason(
    [property: JsonPropertyName("retourcode")] string Code, [property: JsonPropertyName("betekenis")] string Meaning, [property: JsonPropertyName("watTeDoen")] string? WhatToDo);
