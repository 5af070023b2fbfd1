import { View } from '@tarojs/components'
import { Icon } from '../../components/icon.tsx'

interface QuestionProps {
  ask: string
  answer: string
  isOpen: boolean
  onTap: () => void
}

/** A row that unfolds. */
export const Question = ({ ask, answer, isOpen, onTap }: QuestionProps) => (
  <View className="question">
    <View className="question-ask" hoverClass="question-pressed" ariaRole="button" onClick={onTap}>
      <View className="question-text">{ask}</View>
      <Icon name="chevron-right" kind={`question-sign ${isOpen ? 'question-sign-open' : ''}`} />
    </View>
    {isOpen && (
      <View className="question-answer" ariaLive="polite">
        {answer}
      </View>
    )}
  </View>
)
