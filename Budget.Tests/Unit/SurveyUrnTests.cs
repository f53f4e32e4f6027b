using Budget.Core.Surveys;

namespace Budget.Tests.Unit;

public sealed class SurveyUrnTests
{
    private static readonly string[] Written = ["c", "a", "b", "a"];
    private static readonly string[] Sorted = ["a", "a", "b", "c"];
    private static readonly Dictionary<SurveyStatement, SurveyAnswer>[] Answers =
    [
        new() { [SurveyStatement.KnewWhereToGo] = SurveyAnswer.Agree, [SurveyStatement.BetterLife] = SurveyAnswer.NoOpinion },
        new() { [SurveyStatement.KnewWhereToGo] = SurveyAnswer.Agree },
        new() { [SurveyStatement.BetterLife] = SurveyAnswer.Neutral },
    ];

    private static SurveyUrn Of(IEnumerable<Dictionary<SurveyStatement, SurveyAnswer>> answers) => answers.Aggregate(SurveyUrn.Empty, (urn, given) => urn.With(given, ""));

    [Test]
    public void What_is_stored_is_the_same_in_whichever_order_it_came()
    {
        var (urn, back) = (Of(Answers), Of(Answers.AsEnumerable().Reverse()));
        Assert.That(urn.Text(), Is.EqualTo(back.Text()).And.StartWith("{\"Counts\":{\"BetterLife/Neutral\":1,\"BetterLife/NoOpinion\":1,\"KnewWhereToGo/Agree\":2},\"Words\":[]}"));
        var words = Written.Aggregate(SurveyUrn.Empty, (all, typed) => all.With(Answers[1], typed));
        Assert.That(words.Text(), Is.EqualTo(Written.AsEnumerable().Reverse().Aggregate(SurveyUrn.Empty, (all, typed) => all.With(Answers[1], typed)).Text()));
        Assert.That(SurveyUrn.Read(words.Text()).Words, Is.EqualTo(Sorted));
    }

    [Test]
    public void How_long_it_is_says_not_whether_somebody_wrote_and_what_was_answered()
    {
        var without = SurveyUrn.Empty.With(Answers[2], "");
        Assert.That(without.Text(), Has.Length.EqualTo(SurveyUrn.Step));
        Assert.That(without.With(Answers[0], "Zij komt altijd op tijd, en vraagt hoe het met mij gaat.").Text(), Has.Length.EqualTo(SurveyUrn.Step));
        var much = without.With(Answers[0], new string('é', AnswerSurvey.LongestWords)).With(Answers[0], new string('é', AnswerSurvey.LongestWords)).With(Answers[0], new string('é', AnswerSurvey.LongestWords));
        Assert.That(much.Text(), Has.Length.EqualTo(2 * SurveyUrn.Step));
        Assert.That(System.Text.Encoding.UTF8.GetByteCount(much.Text()), Is.EqualTo(2 * SurveyUrn.Step), "one byte a sign");
        Assert.That(SurveyUrn.Read(much.Text()).Words, Is.EqualTo(much.Words));
    }

    [Test]
    public void Each_answer_is_counted_at_its_own_statement()
    {
        var urn = SurveyUrn.Read(Of(Answers).Text());
        Assert.That(urn.Of(SurveyStatement.KnewWhereToGo), Is.EqualTo(new long[] { 0, 2, 0, 0, 0, 0 }));
        Assert.That(urn.Of(SurveyStatement.BetterLife), Is.EqualTo(new long[] { 0, 0, 1, 0, 0, 1 }));
        Assert.That(urn.Of(SurveyStatement.FitsNeed), Is.All.EqualTo(0));
        Assert.That((urn.Words.Count, SurveyUrn.Read("").Words.Count, SurveyUrn.Read("").Counts.Count), Is.EqualTo((0, 0, 0)), "who wrote nothing is not among those who wrote");
    }

    [Test]
    public void Every_statement_and_every_answer_has_words_in_both_languages([Values("nl", "en")] string language)
    {
        var culture = System.Globalization.CultureInfo.GetCultureInfo(language);
        var words = Enum.GetValues<SurveyStatement>().Select(one => SurveyText.Of(one, culture)).Concat(Enum.GetValues<SurveyAnswer>().Select(one => SurveyText.Of(one, culture))).ToList();
        Assert.That(words, Has.Count.EqualTo(15).And.Unique.And.All.Not.Empty);
    }
}
