namespace Budget.Core.Surveys;

/// <summary>
/// What residents with support are asked once a year (Wmo 2015, 2.5.1): the nine statements of the ministry's survey, in our own words, in the order in which they are asked. Three about getting
/// there, three about the support itself, three about what it does. Kept by their names: one that is renamed loses its answers.
/// </summary>
public enum SurveyStatement
{
    KnewWhereToGo,
    HelpedQuickly,
    TakenSeriously,
    SolutionTogether,
    GoodQuality,
    FitsNeed,
    DoWhatIWant,
    ManageBetter,
    BetterLife,
}

/// <summary>Five answers, and none of them. Nobody has to answer a statement.</summary>
public enum SurveyAnswer
{
    FullyAgree,
    Agree,
    Neutral,
    Disagree,
    FullyDisagree,
    /// <summary>I do not know, or it is not about me.</summary>
    NoOpinion,
}
