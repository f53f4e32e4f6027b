using System.Text.Json;
using System.Text.Json.Nodes;
using Budget.Core.Couplings;
using Budget.Core.Exchange;
using Budget.Core.Invoices;

namespace Portal.Api;

/// <summary>An answer to each operation, as the description of the interface shows it: made of the types that are answered with, of nobody and nothing.</summary>
internal static class ApiExamples
{
    public const string Address = $"{ApiAnswers.Root}/declaraties/01975d7a-0000-7000-8000-000000000001";

    private static readonly Guid Id = Guid.Parse("01975d7a-0000-7000-8000-000000000001");
    private static readonly DateOnly Day = new(2026, 6, 10);
    private static readonly System.Globalization.CultureInfo Dutch = System.Globalization.CultureInfo.GetCultureInfo("nl-NL");

    public static JsonNode? Of(string operation) => operation switch
    {
        "sleutelVragen" => Node(new TokenEndpoint.Token("2nPxq0y…", "Bearer", (int)IssueToken.Lasts.TotalSeconds, CouplingScope.SendDeclarations)),
        "declaratiesLezen" => Node(new SentDeclarations([Head], Next: null)),
        "declaratieIndienen" or "declaratieLezen" => Node(new DeclarationWithLines(
            Head.Id, Head.Address, Head.Answer, Head.Number, Head.Identification, Head.StartsOn, Head.EndsOn, Head.ReceivedOn, Head.LineCount, Head.Rejected, Head.Submitted, Head.Accepted,
            "0406", [Line(1, "R2026-0012", 100_001, []), Line(2, "R2026-0013", 100_009, [ReturnCode.NoSuchAssignment])], Next: null)),
        "berichtenLezen" => Node(new Fetchable([new FetchableMessage(Id, $"{ApiAnswers.Root}/berichten/{Id:D}", "WMO301", "U000000012", "nieuw", "Huizen", 100_001, Day)], Next: null)),
        "inzendingSturen" or "inzendingLezen" => Node(SentMessage.Of(Id, $"{ApiAnswers.Root}/inzendingen/{Id:D}", "WMO305", "BERICHT1", Day, [new MessagePart(1, "100001", IsRefused: false, MessagePart.Started, Detail: null)], Dutch)),
        _ => null,
    };

    private static DeclarationHead Head => new(Id, Address, $"{Address}/retourbericht", "D202605", "BERICHT1", new(2026, 5, 1), new(2026, 5, 31), Day, 2, 1, 120_000, 60_000);

    private static AnsweredLine Line(long number, string reference, long assignment, IReadOnlyList<ReturnCode> codes) => new(
        number, reference, PreviousReference: null, assignment, "02A05", new(2026, 5, 1), new(2026, 5, 31), 10, "04", 60_000, IsCredit: false, codes.Count == 0, IsTakenBack: false,
        [.. codes.Select(code => new LineReason(code.Code, ReturnCodeText.For(code, Dutch), ReturnCodeText.WhatToDo(code, Dutch)))]);

    private static JsonNode? Node<T>(T answer) => JsonSerializer.SerializeToNode(answer, Problem.JsonOptions);
}
